package io.lowland.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lowland.measure.MeasureOptions;
import io.lowland.network.Reparameterisation;
import io.lowland.training.Asam;
import io.lowland.training.Sam;
import io.lowland.training.Schedule;
import io.lowland.training.Sgd;
import io.lowland.training.StoppingRule;
import io.lowland.training.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentReaderTest {
  private static final String YAML =
      """
      name: pair-proxy
      datasets: [mnist, synthetic-digits]
      train_points: 250
      architecture: 784-64-8-10
      seeds: 0-3
      batch_size: 64
      learning_rate: 0.1
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'name: a\n architecture: 784-8-10\n' | line 2: a second field in one line, or one indented deeper than the field before; expected one field",
        "'name: a\ndataset: mnist\nname: b\n' | line 3: 'name' again; expected each field once",
        "'{\"name\": \"a\", \"name\": \"b\"}' | line 1: 'name' again; expected each field once",
        "'regimes:\n  - name: a\n   seeds: 0-3\n' | line 3: another indentation than that of the fields before; expected fields that",
        "'regimes:\n    a: 1\n  b: 2\n' | line 3: another indentation than that of the fields before; expected",
        "'name: a\n\tseeds: 0-3\n' | line 2: a tab; expected spaces",
        "'name: a\nseeds\ndatasets: [mnist]\n' | line 2: a line that is no field; expected",
        "'datasets: [mnist\nname: a\n' | a list that is not closed; expected [a, b, c]"
      })
  void textThatIsNoYamlIsExplainedInPlainWordsWithItsLine(String text, String said) {
    assertThatThrownBy(() -> ExperimentReader.parse(text, "bad.yaml"))
        .hasMessageContaining(said)
        .hasMessageNotContaining("<block")
        .hasMessageNotContaining("while ");
  }

  @Test
  void aFieldIsFoundByOneOfItsWords() {
    assertThatThrownBy(() -> ExperimentReader.parse(YAML + "epochs: 5\n", "bad.yaml"))
        .hasMessageContaining("epochs: 5; expected no such field; did you mean max_epochs?");
  }

  @Test
  void defaultsAreThePapers() {
    Experiment experiment = ExperimentReader.parse(YAML, "test");

    assertThat(experiment.options()).isEqualTo(MeasureOptions.PAPER);
    assertThat(experiment.measures()).isEmpty();
    assertThat(experiment.regimes())
        .containsExactly(
            new Regime("default", List.of(0L, 1L, 2L, 3L), 64, 0.1, 500, StoppingRule.PAPER));
  }

  @Test
  void regimesOverrideTheTopLevel() {
    Experiment experiment =
        ExperimentReader.parse(
            YAML
                + """
                regimes:
                  - {name: small}
                  - {name: large, seeds: [100, 101-102], batch_size: 250, learning_rate: 5e-1,
                     stop: {train_accuracy: 1.0}}
                """,
            "test");

    assertThat(experiment.runs()).isEqualTo(7);
    assertThat(experiment.regimes().getFirst().batchSize()).isEqualTo(64);
    Regime large = experiment.regimes().getLast();
    assertThat(large.seeds()).containsExactly(100L, 101L, 102L);
    assertThat(large.learningRate()).isEqualTo(0.5);
    assertThat(large.stop()).isEqualTo(new StoppingRule(1.0, 10, 10_000));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Experiment experiment =
        ExperimentReader.parse(
            YAML + "probes: all\nunseen: test\nmeasures: [weight_l2]\ndescription: why\n", "test");

    assertThat(ExperimentReader.parse(ExperimentText.write(experiment), "again"))
        .isEqualTo(experiment);
  }

  @Test
  void testAccuracyIsMeasuredWhateverMeasuresAreNamed() {
    assertThat(measures("measures: [pair_proxy, weight_l2]"))
        .containsExactly("pair_proxy", "weight_l2", "test_accuracy");
    assertThat(measures("measures: [test_accuracy, weight_l2]"))
        .containsExactly("test_accuracy", "weight_l2");
    assertThat(measures("")).isEmpty();
  }

  private static List<String> measures(String line) {
    return ExperimentReader.parse(YAML + line + "\n", "test").measures();
  }

  @Test
  void optimisersSchedulesAndStoppingRulesAreReadAndWrittenBack() {
    Experiment experiment =
        ExperimentReader.parse(
            YAML
                + """
                momentum: 0.9
                weight_decay: 5e-4
                stop: {train_loss: 0.01, check_every: 5}
                regimes:
                  - {name: sgd}
                  - {name: sam, optimiser: {name: sam}, momentum: 0}
                  - {name: asam, optimiser: {name: asam, rho: 1, eta: 0}, weight_decay: 0,
                     schedule: {at: 0.8, factor: 0.1}, stop: {train_loss: 1, train_accuracy: 0.5}}
                """,
            "test");

    assertThat(experiment.regimes().stream().map(Regime::optimiser))
        .containsExactly(new Sgd(0.9, 5e-4), new Sam(0.05, 0, 5e-4), new Asam(1, 0, 0.9, 0));
    assertThat(experiment.regimes().stream().map(Regime::schedule))
        .containsExactly(Schedule.CONSTANT, Schedule.CONSTANT, new Schedule(0.8, 0.1));
    assertThat(experiment.regimes().stream().map(Regime::stop))
        .containsExactly(
            new StoppingRule(OptionalDouble.empty(), OptionalDouble.of(0.01), 5, 10_000),
            new StoppingRule(OptionalDouble.empty(), OptionalDouble.of(0.01), 5, 10_000),
            new StoppingRule(OptionalDouble.of(0.5), OptionalDouble.of(1), 10, 10_000));
    assertThat(ExperimentReader.parse(ExperimentText.write(experiment), "again"))
        .isEqualTo(experiment);
    TrainingPlan plan = experiment.regimes().getLast().plan(experiment.architecture(), 1);
    assertThat(plan.optimiser()).isEqualTo(new Asam(1, 0, 0.9, 0));
    assertThat(plan.schedule()).isEqualTo(new Schedule(0.8, 0.1));
  }

  @Test
  void mistakesInOptimisersSchedulesAndStoppingRulesSayWhere() {
    ExperimentInvalidException invalid =
        catchThrowableOfType(
            ExperimentInvalidException.class,
            () ->
                ExperimentReader.parse(
                    YAML
                        + """
                        weight_decay: -1
                        momentum: 1
                        schedule: {at: 2}
                        stop: {train_loss: 0}
                        regimes:
                          - {name: a, optimiser: {name: adam}}
                          - {name: b, optimiser: {name: sam, rho: wide, eta: 1}}
                          - {name: c, optimiser: sam, momentum: 0, weight_decay: 0}
                        """,
                    "bad.yaml"));

    assertThat(invalid.mistakes())
        .extracting(Mistake::path)
        .contains(
            "weight_decay",
            "momentum",
            "schedule.at",
            "schedule.factor",
            "stop.train_loss",
            "regimes[0].optimiser.name",
            "regimes[1].optimiser.rho",
            "regimes[1].optimiser.eta",
            "regimes[2].optimiser")
        .doesNotContain("regimes[2].momentum", "regimes[2].weight_decay");
    assertThat(invalid)
        .hasMessageContaining("optimiser.name: 'adam'; expected sgd, sam or asam")
        .hasMessageContaining("momentum: 1; expected a number of at least 0, below 1");
  }

  @Test
  void plainDescentLeavesNoTraceInTheTextThatIdsAreMadeFrom() {
    Experiment plain = ExperimentReader.parse(YAML, "test");
    Experiment said =
        ExperimentReader.parse(YAML + "optimiser: {name: sgd}\nmomentum: 0\n", "test");
    assertThat(ExperimentText.canonical(said)).isEqualTo(ExperimentText.canonical(plain));
    assertThat(ExperimentText.canonical(plain)).doesNotContain("optimiser", "schedule");
  }

  @Test
  void furtherCheckpointsAreReadAndWrittenBack() {
    Experiment experiment =
        ExperimentReader.parse(
            YAML
                + """
                measures: [weight_l2, hessian_trace]
                checkpoints: {every: 10, measures: [weight_l2]}
                reparameterisations:
                  seeds: 0,2-3
                  layers_2_3: [5]
                  layers_1_2: [1, 2, 2.5e1]
                """,
            "test");

    assertThat(experiment.checkpoints())
        .contains(new TrainingCheckpoints(10, List.of("weight_l2")));
    assertThat(experiment.reparameterisations())
        .contains(
            new Reparameterisations(
                List.of(0L, 2L, 3L),
                List.of(
                    new Reparameterisation(1, 1),
                    new Reparameterisation(1, 2),
                    new Reparameterisation(1, 25),
                    new Reparameterisation(2, 5)),
                List.of()));
    assertThat(ExperimentReader.parse(ExperimentText.write(experiment), "again"))
        .isEqualTo(experiment);
    // Four runs of at most 500 epochs, three of them with four variants.
    assertThat(experiment.checkpointsAtMost()).isEqualTo(4 * (1 + 49) + 3 * 4);
  }

  @Test
  void otherSeedsKeepTheVariantsOfThoseRunsThatThereStillAre() {
    Experiment experiment =
        ExperimentReader.parse(
            YAML + "reparameterisations: {seeds: [0, 3], layers_1_2: [2]}\n", "test");

    assertThat(experiment.withSeeds(List.of(3L, 4L)).reparameterisations())
        .hasValueSatisfying(variants -> assertThat(variants.seeds()).containsExactly(3L));
    assertThat(experiment.withSeeds(List.of(7L)).reparameterisations()).isEmpty();
  }

  @Test
  void withoutFurtherCheckpointsTheTextThatIdsAreMadeFromIsAsBefore() {
    assertThat(ExperimentText.canonical(ExperimentReader.parse(YAML, "test")))
        .doesNotContain("checkpoints", "reparameterisations");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "checkpoints: 10 | checkpoints: 10; expected fields, such as {every: 10}",
        "checkpoints: {} | checkpoints.every: (absent); expected a whole number",
        "checkpoints: {every: 0} | checkpoints.every: 0; expected a whole number",
        "checkpoints: {every: 500} | checkpoints.every: 500; expected less than max_epochs (500)",
        "checkpoints: {evry: 5} | checkpoints.evry: 5; expected no such field; did you mean every?",
        "checkpoints: {every: 5, measures: [l2]} | checkpoints.measures[0]: 'l2'; expected one of",
        "checkpoints: {every: 5, measures: []} | checkpoints.measures: []; expected a list",
        "reparameterisations: [1] | reparameterisations: [1]; expected fields, such as {seeds",
        "reparameterisations: {layers_1_2: [2]} | reparameterisations.seeds: (absent); expected",
        "reparameterisations: {seeds: 0} | reparameterisations.layers_1_2: (absent); expected a list",
        "reparameterisations: {seeds: 2-5, layers_1_2: [2]} | reparameterisations.seeds: 4-5; expected seeds of the experiment; no run has these",
        "reparameterisations: {seeds: 0, layers_1_2: 2} | reparameterisations.layers_1_2: 2; expected a list of factors",
        "reparameterisations: {seeds: 0, layers_1_2: [2, 0]} | reparameterisations.layers_1_2[1]: 0; expected a number from 1e-6 to 1e6",
        "reparameterisations: {seeds: 0, layers_1_2: [x]} | reparameterisations.layers_1_2[0]: 'x'; expected a number",
        "reparameterisations: {seeds: 0, layers_1_2: [2, 2.0]} | reparameterisations.layers_1_2[1]: 2.0; expected each factor once",
        "reparameterisations: {seeds: 0, layers_3_4: [2]} | reparameterisations.layers_3_4: [2]; expected no such field; did you mean layers_",
      })
  void mistakesInFurtherCheckpointsSayWhere(String field, String complaint) {
    assertThatThrownBy(() -> ExperimentReader.parse(YAML + field, "bad.yaml"))
        .isInstanceOf(ExperimentInvalidException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void moreCheckpointsThanAnybodyCanMeasureAreAMistake() {
    assertThatThrownBy(
            () ->
                ExperimentReader.parse(
                    YAML.replace("0-3", "0-9999") + "checkpoints: {every: 1}\n", "many"))
        .hasMessageContaining(
            "checkpoints.every: up to 5000000 checkpoints; expected at most 1000000");
  }

  @Test
  void whatRegimesTakeFromTheTopLevelIsAMistakeThereOnce() {
    ExperimentInvalidException invalid =
        catchThrowableOfType(
            ExperimentInvalidException.class,
            () ->
                ExperimentReader.parse(
                    """
                    name: two
                    dataset: mnist
                    train_points: 250
                    architecture: 784-8-10
                    seeds: 0..9
                    learning_rate: 0.1
                    stop: {train_accuracy: 2}
                    regimes:
                      - {name: small, batch_size: 64}
                      - {name: large, batch_size: 0}
                    """,
                    "two.yaml"));

    assertThat(invalid.mistakes())
        .extracting(Mistake::path)
        .containsExactlyInAnyOrder("seeds", "stop.train_accuracy", "regimes[1].batch_size");
  }

  @Test
  void everyMistakeIsFoundAtOnce() {
    ExperimentInvalidException invalid =
        catchThrowableOfType(
            ExperimentInvalidException.class,
            () ->
                ExperimentReader.parse(
                    """
                    name: Pair Proxy
                    datasets: [minst, synthetic-digits, own]
                    train_point: 250
                    architecture: 784
                    seeds: 9-0
                    batch_size: 0
                    learning_rate: fast
                    max_epochs: 1.5
                    stop: {train_accuracy: 2}
                    probes: -1
                    measures: [pair_proxi, hessian_trace_layer_2, anything]
                    checkpoints: {every: 5, measures: [weight_12]}
                    """,
                    "bad.yaml"));

    assertThat(invalid.mistakes())
        .extracting(Mistake::path)
        .containsExactlyInAnyOrder(
            "name",
            "datasets[0]",
            "datasets[2]",
            "train_points",
            "architecture",
            "measures[0]",
            "measures[2]",
            "checkpoints.measures[0]",
            "seeds",
            "batch_size",
            "learning_rate",
            "max_epochs",
            "stop.train_accuracy",
            "probes",
            "train_point");
    assertThat(invalid)
        .hasMessageStartingWith("bad.yaml:")
        .hasMessageContaining(
            "train_point: 250; expected no such field; did you mean train_points?")
        .hasMessageContaining("learning_rate: 'fast'; expected a number above 0")
        .hasMessageContaining("datasets[0]: 'minst'; expected a data set; did you mean mnist?")
        .hasMessageContaining(
            "datasets[2]: 'own'; expected mnist, fashion-mnist, synthetic-digits or idx:FOLDER")
        .hasMessageContaining(
            "measures[0]: 'pair_proxi'; expected a measure; did you mean pair_proxy?");
  }

  @Test
  void misspeltMeasureIsAnsweredWithTheOneMeant() {
    assertThatThrownBy(() -> ExperimentReader.parse(YAML + "measures: [weight_12]", "test"))
        .hasMessageContaining("measures[0]: 'weight_12'")
        .hasMessageContaining("did you mean weight_l");
  }

  @Test
  void mistakesInRegimesSayWhichOne() {
    assertThatThrownBy(
            () ->
                ExperimentReader.parse(
                    YAML + "regimes: [{name: a}, {name: a, batch: 5}, {name: all}, 7]", "test"))
        .hasMessageContaining("regimes[1].name")
        .hasMessageContaining("regimes[1].batch")
        .hasMessageContaining("regimes[2].name")
        .hasMessageContaining("regimes[3]: 7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "[]",
        "text",
        "{",
        "{\"name\": \"a\", \"name\": \"b\"}",
        "name: a\nname: b",
        "a: [1, 2",
        "{} {}",
        "\u0000",
        "a: !!java.net.URL [x]",
        "- - - a"
      })
  void textThatIsNoExperimentIsAMistakeAndNothingElse(String text) {
    assertThatThrownBy(() -> ExperimentReader.parse(text, "test"))
        .isInstanceOf(ExperimentInvalidException.class);
  }

  @Test
  void hostileTextsRunIntoLimits() {
    assertThatThrownBy(
            () -> ExperimentReader.parse("[".repeat(100_000) + "]".repeat(100_000), "deep"))
        .isInstanceOf(ExperimentInvalidException.class);
    assertThatThrownBy(
            () -> ExperimentReader.parse("x: " + "a".repeat(ExperimentReader.MAX_BYTES), "long"))
        .isInstanceOf(ExperimentInvalidException.class)
        .hasMessageContaining("at most 262144 bytes");
    assertThatThrownBy(() -> ExperimentReader.parse(YAML.replace("0-3", "0-4294967295"), "many"))
        .hasMessageContaining("at most 100,000 seeds");
  }

  @Test
  void fileThatIsNotThereIsAMistake() {
    assertThatThrownBy(() -> ExperimentReader.read(Path.of("nowhere.yaml")))
        .isInstanceOf(ExperimentInvalidException.class)
        .hasMessageContaining("nowhere.yaml");
  }

  @Test
  void seedsAreFormattedAsShortAsTheyAreRead() {
    for (String text : List.of("0-99", "7", "0-24,100-124", "3,1,2")) {
      List<Long> seeds = Seeds.parse(text);
      assertThat(Seeds.parse(Seeds.format(seeds))).isEqualTo(seeds);
    }
    assertThat(Seeds.format(Seeds.parse("0-24,100-124"))).isEqualTo("0-24,100-124");
    assertThatThrownBy(() -> Seeds.parse("1,1")).isInstanceOf(IllegalArgumentException.class);
  }
}

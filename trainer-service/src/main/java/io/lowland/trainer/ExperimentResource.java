package io.lowland.trainer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.service.Outbox;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.resteasy.reactive.RestQuery;

/** Takes experiments in. Submitting the same experiment again gives the same ids again. */
@Path("/experiments")
public class ExperimentResource {
  private final Submission submission;
  private final Outbox experiments;
  private final Outbox runs;
  private final TrainingMeters meters;

  ExperimentResource(
      Submission submission,
      @Channel(Channels.EXPERIMENTS_OUT) MutinyEmitter<byte[]> experiments,
      @Channel(Channels.RUNS_OUT) MutinyEmitter<byte[]> runs,
      TrainingMeters meters) {
    this.submission = submission;
    this.experiments = new Outbox(experiments, TrainerConfig.SOURCE);
    this.runs = new Outbox(runs, TrainerConfig.SOURCE);
    this.meters = meters;
  }

  /**
   * An accepted experiment.
   *
   * @param experiment id
   * @param runs number of networks that will be trained
   * @param dataset the data set used
   * @param whyNotFirst why it is not the first of the experiment's preference, if it is not
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Accepted(
      String experiment,
      int runs,
      String dataset,
      @JsonProperty("why_not_first") Optional<String> whyNotFirst) {}

  /**
   * Accepts an experiment in YAML or JSON, whatever the content type says, and requests its runs.
   *
   * @param body UTF-8 text
   * @param seeds such as {@code 0-9}, to replace the seeds in the text
   */
  @POST
  @Blocking
  @Operation(
      summary = "Accepts an experiment and requests its runs",
      description = "The same experiment again gives the same ids again.")
  @RequestBody(
      required = true,
      description = "An experiment in YAML or JSON, in UTF-8 (docs/experiments.md)",
      content = {
        @Content(mediaType = "application/yaml", schema = @Schema(type = SchemaType.STRING)),
        @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT))
      })
  @APIResponse(
      responseCode = "202",
      description = "Accepted; results come on the topics and from the analysis service",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Accepted.class)))
  @APIResponse(
      responseCode = "400",
      description = "It cannot be run as written; every mistake is named",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "401",
      description = "The service asks for an API key",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "403",
      description = "A page of another site sent this",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @Consumes(MediaType.WILDCARD)
  @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
  public Response submit(
      byte[] body,
      @Parameter(description = "such as 0-9: replaces the seeds in the text") @RestQuery
          Optional<String> seeds) {
    ExperimentSubmitted submitted =
        submission.accept(new String(body, StandardCharsets.UTF_8), seeds);
    experiments.sendAndAwait(List.of(submitted));
    runs.sendAndAwait(submitted.expand());
    meters.requested(submitted.runs());
    return Response.accepted(
            new Accepted(
                submitted.experiment(),
                submitted.runs(),
                submitted.dataset(),
                submitted.whyNotFirst()))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .build();
  }
}

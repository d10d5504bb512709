package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** The patches are of the form that {@code kubectl} and Helm send. */
class StrategicMergeTest {

  @Test
  void elementsOfAListWithAKeyAreMergedAddedAndDeleted() throws Exception {
    assertThat(
            patched(
                "{spec: {containers: [{name: a, image: x, env: [{name: K, value: old}, {name: L}]}]}}",
                """
                {spec: {containers: [{name: a, env: [
                  {name: K, value: new}, {name: M}, {name: L, $patch: delete}]}]}}
                """))
        .isEqualTo(
            yaml(
                "{spec: {containers: [{name: a, image: x, env: [{name: K, value: new}, {name: M}]}]}}"));
  }

  @Test
  void elementsComeInTheOrderThatThePatchNames() throws Exception {
    assertThat(
            patched(
                "{env: [{name: A}, {name: B}]}",
                "{$setElementOrder/env: [{name: C}, {name: B}, {name: A}], env: [{name: C}]}"))
        .isEqualTo(yaml("{env: [{name: C}, {name: B}, {name: A}]}"));
  }

  @Test
  void otherListsAreReplacedAndNullRemoves() throws Exception {
    assertThat(patched("{args: [a, b], kept: 1, gone: 2}", "{args: [c], gone: null}"))
        .isEqualTo(yaml("{args: [c], kept: 1}"));
  }

  @Test
  void directivesReplaceDeleteAndRetain() throws Exception {
    assertThat(patched("{a: {x: 1, y: 2}}", "{a: {$patch: replace, z: 3}}"))
        .isEqualTo(yaml("{a: {z: 3}}"));
    assertThat(patched("{a: {x: 1}, b: 2}", "{a: {$patch: delete}}")).isEqualTo(yaml("{b: 2}"));
    assertThat(
            patched(
                "{strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}}",
                "{strategy: {$retainKeys: [type], type: Recreate}}"))
        .isEqualTo(yaml("{strategy: {type: Recreate}}"));
    assertThat(patched("{finalizers: [a, b]}", "{$deleteFromPrimitiveList/finalizers: [a]}"))
        .isEqualTo(yaml("{finalizers: [b]}"));
  }

  private static ObjectNode patched(String target, String patch) throws Exception {
    ObjectNode result = yaml(target);
    StrategicMerge.apply(result, yaml(patch));
    return result;
  }

  private static ObjectNode yaml(String text) throws Exception {
    return (ObjectNode) Manifest.YAML.readTree(text);
  }
}

package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that make no sense are refused before anything is installed, with what to do. */
class RefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          external  | kafka.bootstrapServers=                                          | kafka.bootstrapServers is empty
          external  | kafka.bootstrapServers=kafka                                     | kafka.bootstrapServers is "kafka", and should be host:port
          external  | kafka.bootstrapServers=SASL_SSL://kafka.example.com:9094         | without a protocol before
          external  | kafka.sasl.existingSecret=kafka                                  | kafka.securityProtocol PLAINTEXT asks for no user
          external  | kafka.tls.caSecret=kafka-ca                                      | kafka.securityProtocol PLAINTEXT does not encrypt
          external  | kafka.tls.clientSecret=kafka-client                              | kafka.securityProtocol PLAINTEXT does not encrypt
          external  | metrics.autoscaling.mode=keda,kafka.bootstrapServers=kafka:9092  | write SERVICE.NAMESPACE.svc:PORT
          external  | trainer.autoscaling.mode=keda,kafka.bootstrapServers=kafka:9092  | write SERVICE.NAMESPACE.svc:PORT
          external  | kafka.securityProtocol=SASL_SSL                                  | kafka.sasl.existingSecret must name the Secret
          external  | kafka.securityProtocol=TLS                                       | securityProtocol
          external  | kafka.mode=strimzi                                               | kafka.mode strimzi makes brokers of its own
          external  | postgresql.mode=cloudnativepg                                    | postgresql.mode cloudnativepg makes a server of its own
          external  | trainer.env[0].nam=X                                             | name
          external  | image.pullSecrets[0]=registry                                    | pullSecrets
          external  | kafka.mode=kraft                                                 | mode
          external  | kafka.bootstrapserver=x:1                                        | bootstrapserver
          external  | kafka.clientProperties.ssl\\.keystore\\.password=x               | kafka.clientProperties has ssl.keystore.password
          external  | kafka.clientProperties.sasl\\.jaas\\.config=x                    | no place for secrets
          external  | kafka.clientProperties.KAFKA_RETRIES=1a                          | which is no setting of a Kafka client
          external  | postgresql.host=                                                 | postgresql.host is empty
          external  | postgresql.existingSecret=                                       | postgresql.existingSecret is empty
          external  | postgresql.sslMode=verify-full                                   | postgresql.caSecret must name the Secret
          external  | postgresql.caSecret=postgres-ca                                  | postgresql.sslMode require checks no certificate
          external  | postgresql.host=postgres.example.com:5432                        | the port is postgresql.port
          external  | postgresql.port=70000                                            | port
          external  | image.tag=latest                                                 | image.tag is latest
          external  | image.registry=https://registry.example.com                      | image.registry is "https://registry.example.com", and should be
          evaluation-forgetful | postgresql.evaluation.image=postgres:latest                      | image postgres:latest is another one every day
          evaluation| kafka.evaluation.image=apache/kafka                              | image
          external  | tests.image=busybox:latest                                       | image busybox:latest is another one
          external  | metrics.replicas=33                                              | replicas
          external  | analysis.replicas=2                                              | replicas
          external  | metrics.autoscaling.mode=hpa,metrics.autoscaling.minReplicas=0   | minReplicas 0 needs mode keda
          external  | trainer.autoscaling.mode=keda,trainer.autoscaling.minReplicas=0  | minReplicas
          external  | metrics.autoscaling.mode=hpa,metrics.autoscaling.minReplicas=20  | is more than maxReplicas 16
          external  | metrics.autoscaling.maxReplicas=64                               | maxReplicas
          external  | metrics.resources.limits.memory=12Mx                             | memory
          split     | metrics.workers[2].families[0]=weakness                          | exactly once
          split     | metrics.workers[2].families[0]=flatness                          | families
          split     | metrics.workers[2].name=weakness                                 | give each a name of its own
          published | ingress.authenticatedBy=                                         | ingress.authenticatedBy is empty
          published | ingress.trainerHost=,ingress.analysisHost=                       | needs ingress.trainerHost or
          published | monitoring.serviceMonitor.enabled=true                           | enable one
          gateway   | gateway.authenticatedBy=                                         | gateway.authenticatedBy is empty
          gateway   | gateway.parentRefs=null                                          | gateway
          published | ingress.analysisPaths[0]=/q                                      | ingress.analysisPaths has "/q": what is under /q
          published | ingress.analysisPaths[0]=/q/metrics                              | ingress.analysisPaths has "/q/metrics": what is under /q
          gateway   | gateway.analysisPaths[0]=/q                                      | gateway.analysisPaths has "/q": what is under /q
          gateway   | gateway.analysisPaths[0]=//q                                     | a path is / alone, or / with a letter
          published | ingress.analysisPaths[0]=experiments                             | a path is / alone, or / with a letter
          published | ingress.analysisHost=https://results.example.com                 | ingress.analysisHost is "https://results.example.com", and should be
          published | ingress.trainerHost=Submit.example.com                           | ingress.trainerHost is "Submit.example.com", and should be
          published | monitoring.alerts.lagFor=soon                                    | lagFor
          external  | apiKeys.existingSecret=No_Name                                   | existingSecret
          external  | ownMeasures.existingClaim=measures                               | ownMeasures.jars must name
          external  | pods.rollingUpdate.maxSurge=0                                    | maxSurge and maxUnavailable are both 0
          external  | pods.rollingUpdate.maxSurge=0%,pods.rollingUpdate.maxUnavailable=0%  | are both 0
          external  | pods.rollingUpdate.maxSurge=some                                 | maxSurge
          external  | pods.rollingUpdate.maxUnavailable=-1                             | maxUnavailable
          external  | networkPolicy.dnsPorts[0]=dns                                    | dnsPorts
          operators | kafka.strimzi.entityOperator.resources.limits.cpu=fast           | cpu
          external  | pods.userId=0                                                    | userId
          """)
  void isRefused(String values, String settings, String message) {
    assertThatThrownBy(() -> Chart.LOWLAND.template(Chart.values(values.strip()), parse(settings)))
        .hasMessageContaining(message.strip());
  }

  private static Map<String, String> parse(String settings) {
    Map<String, String> parsed = new LinkedHashMap<>();
    for (String setting : settings.strip().split(",", -1)) {
      String[] keyAndValue = setting.split("=", 2);
      parsed.put(keyAndValue[0], keyAndValue[1]);
    }
    return parsed;
  }
}

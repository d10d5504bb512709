{{/*
How to reach Kafka, as JSON, the same in every mode:
servers, and as qualified what to call them in another namespace; protocol, mechanism, saslSecret, usernameKey, passwordKey, caSecret, caKey, clientSecret,
certificateKey, privateKeyKey. What does not apply is "".
*/}}
{{- define "lowland.kafka" -}}
{{- $name := include "lowland.fullname" . -}}
{{- $kafka := .Values.kafka -}}
{{- if eq $kafka.mode "strimzi" -}}
{{- dict "servers" (printf "%s-kafka-bootstrap:9093" $name) "qualified" (printf "%s-kafka-bootstrap.%s.svc:9093" $name .Release.Namespace)
  "protocol" "SSL" "mechanism" "" "saslSecret" ""
  "caSecret" (printf "%s-cluster-ca-cert" $name) "caKey" "ca.crt"
  "clientSecret" $name "certificateKey" "user.crt" "privateKeyKey" "user.key" | toJson -}}
{{- else if eq $kafka.mode "evaluation" -}}
{{- dict "servers" (printf "%s-kafka:9092" $name) "qualified" (printf "%s-kafka.%s.svc:9092" $name .Release.Namespace)
  "protocol" "PLAINTEXT" "mechanism" "" "saslSecret" "" "caSecret" "" "clientSecret" "" | toJson -}}
{{- else -}}
{{- $tls := has $kafka.securityProtocol (list "SSL" "SASL_SSL") -}}
{{- $sasl := hasPrefix "SASL_" $kafka.securityProtocol -}}
{{- dict "servers" $kafka.bootstrapServers "qualified" $kafka.bootstrapServers "protocol" $kafka.securityProtocol
  "mechanism" (ternary $kafka.sasl.mechanism "" $sasl) "saslSecret" (ternary $kafka.sasl.existingSecret "" $sasl)
  "usernameKey" $kafka.sasl.usernameKey "passwordKey" $kafka.sasl.passwordKey
  "caSecret" (ternary $kafka.tls.caSecret "" $tls) "caKey" $kafka.tls.caKey
  "clientSecret" (ternary $kafka.tls.clientSecret "" $tls)
  "certificateKey" $kafka.tls.certificateKey "privateKeyKey" $kafka.tls.privateKeyKey | toJson -}}
{{- end -}}
{{- end -}}

{{/* What is secret about Kafka, as environment variables; the rest is in the ConfigMap. */}}
{{- define "lowland.kafkaSecretEnv" -}}
{{- $kafka := fromJson (include "lowland.kafka" .) -}}
{{- if $kafka.saslSecret }}
- name: LOWLAND_KAFKA_USERNAME
  valueFrom: {secretKeyRef: {name: {{ $kafka.saslSecret }}, key: {{ $kafka.usernameKey }}}}
- name: LOWLAND_KAFKA_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $kafka.saslSecret }}, key: {{ $kafka.passwordKey }}}}
- name: KAFKA_SASL_JAAS_CONFIG
  {{- $module := ternary "plain.PlainLoginModule" "scram.ScramLoginModule" (eq $kafka.mechanism "PLAIN") }}
  value: {{ printf "org.apache.kafka.common.security.%s required username=\"$(LOWLAND_KAFKA_USERNAME)\" password=\"$(LOWLAND_KAFKA_PASSWORD)\";" $module | quote }}
{{- end }}
{{- if $kafka.clientSecret }}
- name: KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN
  valueFrom: {secretKeyRef: {name: {{ $kafka.clientSecret }}, key: {{ $kafka.certificateKey }}}}
- name: KAFKA_SSL_KEYSTORE_KEY
  valueFrom: {secretKeyRef: {name: {{ $kafka.clientSecret }}, key: {{ $kafka.privateKeyKey }}}}
{{- end }}
{{- end -}}

{{/*
How to reach PostgreSQL, as JSON: host, port, sslMode, secret, usernameKey, passwordKey, caSecret, caKey.
*/}}
{{- define "lowland.postgresql" -}}
{{- $name := include "lowland.fullname" . -}}
{{- $database := .Values.postgresql -}}
{{- if eq $database.mode "cloudnativepg" -}}
{{- dict "host" (printf "%s-postgresql-rw" $name) "port" 5432 "sslMode" "verify-full"
  "secret" (printf "%s-postgresql-app" $name) "usernameKey" "username" "passwordKey" "password"
  "caSecret" (printf "%s-postgresql-ca" $name) "caKey" "ca.crt" | toJson -}}
{{- else if eq $database.mode "evaluation" -}}
{{- dict "host" (printf "%s-postgresql" $name) "port" 5432 "sslMode" "disable"
  "secret" (default (printf "%s-postgresql" $name) $database.existingSecret)
  "usernameKey" $database.usernameKey "passwordKey" $database.passwordKey "caSecret" "" | toJson -}}
{{- else -}}
{{- dict "host" $database.host "port" $database.port "sslMode" $database.sslMode
  "secret" $database.existingSecret "usernameKey" $database.usernameKey "passwordKey" $database.passwordKey
  "caSecret" $database.caSecret "caKey" $database.caKey | toJson -}}
{{- end -}}
{{- end -}}

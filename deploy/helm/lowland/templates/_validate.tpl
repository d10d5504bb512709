{{/*
Fails on values that make no sense, and says which and what was expected. The schema tells misspelt keys and
wrong types; what it could say only by a pattern stands here, as do values that are each allowed, but not together.
*/}}
{{- define "lowland.validate" -}}
{{- include "lowland.validateForms" . -}}
{{- include "lowland.validateKafka" . -}}
{{- if eq .Values.image.tag "latest" -}}
{{- fail "image.tag is latest, which is another image every day: give the tag that you built" -}}
{{- end -}}
{{- range list .Values.kafka.evaluation.image .Values.postgresql.evaluation.image .Values.tests.image -}}
{{- if hasSuffix ":latest" . -}}
{{- fail (printf "image %s is another one every day: give a version or a digest" .) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.postgresql.host (ne .Values.postgresql.mode "external") -}}
{{- fail (printf "postgresql.host is set, but postgresql.mode %s makes a server of its own: set it to external for one that is there, also where CloudNativePG runs it, or leave the host out" .Values.postgresql.mode) -}}
{{- end -}}
{{- if eq .Values.postgresql.mode "external" -}}
{{- if not .Values.postgresql.host -}}
{{- fail "postgresql.host is empty: set it to the host of your database, or postgresql.mode to cloudnativepg or evaluation" -}}
{{- end -}}
{{- if not .Values.postgresql.existingSecret -}}
{{- fail "postgresql.existingSecret is empty: name the Secret with the user name and password of the database" -}}
{{- end -}}
{{- if and (hasPrefix "verify-" .Values.postgresql.sslMode) (not .Values.postgresql.caSecret) -}}
{{- fail (printf "postgresql.sslMode is %s, so postgresql.caSecret must name the Secret with the CA of the database" .Values.postgresql.sslMode) -}}
{{- end -}}
{{- if and .Values.postgresql.caSecret (not (hasPrefix "verify-" .Values.postgresql.sslMode)) -}}
{{- fail (printf "postgresql.caSecret is set, but postgresql.sslMode %s checks no certificate: set verify-full or verify-ca, or leave the CA out" .Values.postgresql.sslMode) -}}
{{- end -}}
{{- end -}}
{{- if not (or (regexMatch "[1-9]" (toString .Values.pods.rollingUpdate.maxSurge)) (regexMatch "[1-9]" (toString .Values.pods.rollingUpdate.maxUnavailable))) -}}
{{- fail "pods.rollingUpdate: maxSurge and maxUnavailable are both 0, so no pod could ever be replaced: set one of them to 1" -}}
{{- end -}}
{{- if and .Values.ownMeasures.existingClaim (not .Values.ownMeasures.jars) -}}
{{- fail "ownMeasures.existingClaim is set, so ownMeasures.jars must name the jars on it" -}}
{{- end -}}
{{- if .Values.metrics.workers -}}
{{- $taken := list -}}
{{- $names := list -}}
{{- range .Values.metrics.workers -}}
{{- $taken = concat $taken .families -}}
{{- $names = append $names .name -}}
{{- end -}}
{{- if ne (sortAlpha $taken | join ",") "generalisation,sharpness,simplicity,weakness" -}}
{{- fail (printf "metrics.workers take the families %s; together they must take each of generalisation, sharpness, simplicity, weakness exactly once" (sortAlpha $taken | join ", ")) -}}
{{- end -}}
{{- if ne (len $names) (len (uniq $names)) -}}
{{- fail (printf "metrics.workers are named %s; give each a name of its own" (join ", " $names)) -}}
{{- end -}}
{{- end -}}
{{- range fromJsonArray (include "lowland.workloads" .) -}}
{{- if ne .autoscaling.mode "none" -}}
{{- if gt (int .autoscaling.minReplicas) (int .autoscaling.maxReplicas) -}}
{{- fail (printf "autoscaling of %s: minReplicas %d is more than maxReplicas %d" .component (int .autoscaling.minReplicas) (int .autoscaling.maxReplicas)) -}}
{{- end -}}
{{- if and (eq (int .autoscaling.minReplicas) 0) (ne .autoscaling.mode "keda") -}}
{{- fail (printf "autoscaling of %s: minReplicas 0 needs mode keda, as an HPA cannot scale from zero" .component) -}}
{{- end -}}
{{- if and (eq .autoscaling.mode "keda") (eq $.Values.kafka.mode "external") (regexMatch `(^|,)[^.,]+:` $.Values.kafka.bootstrapServers) -}}
{{- fail (printf "autoscaling of %s: kafka.bootstrapServers is %q, and KEDA would look for a name without a dot in its own namespace: write SERVICE.NAMESPACE.svc:PORT" .component $.Values.kafka.bootstrapServers) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and .Values.monitoring.podMonitor.enabled .Values.monitoring.serviceMonitor.enabled -}}
{{- fail "monitoring.podMonitor and monitoring.serviceMonitor would count everything twice: enable one" -}}
{{- end -}}
{{- if .Values.ingress.enabled -}}
{{- if and .Values.ingress.analysisHost (not .Values.ingress.authenticatedBy) -}}
{{- fail "ingress.authenticatedBy is empty: results are read without an API key, so say what authenticates (such as oauth2-proxy, set up by ingress.annotations), or `nothing`" -}}
{{- end -}}
{{- if not (or .Values.ingress.trainerHost .Values.ingress.analysisHost) -}}
{{- fail "ingress.enabled needs ingress.trainerHost or ingress.analysisHost" -}}
{{- end -}}
{{- end -}}
{{- if .Values.gateway.enabled -}}
{{- if not .Values.gateway.authenticatedBy -}}
{{- fail "gateway.authenticatedBy is empty: results are read without an API key, so say what authenticates (such as a policy attached to the route), or `nothing`" -}}
{{- end -}}
{{- if not .Values.gateway.parentRefs -}}
{{- fail "gateway.enabled needs gateway.parentRefs, the Gateways to attach to" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Texts that are written in a form of their own. */}}
{{- define "lowland.validateForms" -}}
{{- $host := `^([a-z0-9*]([a-z0-9.-]*[a-z0-9])?)?$` -}}
{{- range list
  (list "image.registry" .Values.image.registry `^[^\s:]*(:[0-9]+[^\s:]*)?$`
    "a host and a path without a protocol before, such as registry.example.com/team")
  (list "kafka.bootstrapServers" .Values.kafka.bootstrapServers `^([^:,\s]+:[0-9]+(,[^:,\s]+:[0-9]+)*)?$`
    "host:port of each broker, comma-separated, without a protocol before and without spaces")
  (list "postgresql.host" .Values.postgresql.host $host
    "the name of a host in small letters, without a protocol or port; the port is postgresql.port")
  (list "ingress.analysisHost" .Values.ingress.analysisHost $host
    "the name of a host in small letters, without a protocol, port or path")
  (list "ingress.trainerHost" .Values.ingress.trainerHost $host
    "the name of a host in small letters, without a protocol, port or path") -}}
{{- if not (regexMatch (index . 2) (index . 1)) -}}
{{- fail (printf "%s is %q, and should be %s" (index . 0) (index . 1) (index . 3)) -}}
{{- end -}}
{{- end -}}
{{- range $key, $paths := dict "ingress.analysisPaths" .Values.ingress.analysisPaths "gateway.analysisPaths" .Values.gateway.analysisPaths -}}
{{- range $paths -}}
{{- if regexMatch `^/q(/|$)` . -}}
{{- fail (printf "%s has %q: what is under /q (health, metrics, Swagger UI) is for inside the cluster and cannot be published; leave it out" $key .) -}}
{{- end -}}
{{- if not (regexMatch `^/([A-Za-z0-9].*)?$` .) -}}
{{- fail (printf "%s has %q: a path is / alone, or / with a letter or digit after it, such as /experiments" $key .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* How Kafka is reached. */}}
{{- define "lowland.validateKafka" -}}
{{- $kafka := .Values.kafka -}}
{{- range $key, $ignored := $kafka.clientProperties -}}
{{- if regexMatch `password|jaas|keystore\.key` $key -}}
{{- fail (printf "kafka.clientProperties has %s: these properties stand in a ConfigMap, which is no place for secrets; name a Secret in kafka.sasl.existingSecret or kafka.tls.clientSecret" $key) -}}
{{- end -}}
{{- if not (regexMatch `^[a-z0-9.]+$` $key) -}}
{{- fail (printf "kafka.clientProperties has %q, which is no setting of a Kafka client: they are small letters, digits and dots, such as request.timeout.ms" $key) -}}
{{- end -}}
{{- end -}}
{{- if and $kafka.bootstrapServers (ne $kafka.mode "external") -}}
{{- fail (printf "kafka.bootstrapServers is set, but kafka.mode %s makes brokers of its own: set it to external for those that are there, also where Strimzi runs them, or leave the servers out" $kafka.mode) -}}
{{- end -}}
{{- if eq $kafka.mode "external" -}}
{{- if not $kafka.bootstrapServers -}}
{{- fail "kafka.bootstrapServers is empty: set it to host:port of your brokers, or kafka.mode to strimzi or evaluation" -}}
{{- end -}}
{{- $sasl := hasPrefix "SASL_" $kafka.securityProtocol -}}
{{- if and $sasl (not $kafka.sasl.existingSecret) -}}
{{- fail (printf "kafka.securityProtocol is %s, so kafka.sasl.existingSecret must name the Secret with user name and password" $kafka.securityProtocol) -}}
{{- end -}}
{{- if and $kafka.sasl.existingSecret (not $sasl) -}}
{{- fail (printf "kafka.sasl.existingSecret is set, but kafka.securityProtocol %s asks for no user: set SASL_SSL or SASL_PLAINTEXT, or leave the Secret out" $kafka.securityProtocol) -}}
{{- end -}}
{{- if and (or $kafka.tls.caSecret $kafka.tls.clientSecret) (hasSuffix "PLAINTEXT" $kafka.securityProtocol) -}}
{{- fail (printf "kafka.tls names a Secret, but kafka.securityProtocol %s does not encrypt: set SSL or SASL_SSL, or leave the Secret out" $kafka.securityProtocol) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/*
What the chart deploys, as a JSON list: one entry for the trainer, one for each part of the metrics
workers, one for the analysis. Every template that is about "each Deployment" ranges over it.
*/}}
{{- define "lowland.workloads" -}}
{{- $all := list -}}
{{- $all = append $all (merge (dict "component" "trainer" "service" "trainer" "topic" "lowland.runs" "group" "lowland-trainer") .Values.trainer) -}}
{{- if .Values.metrics.workers -}}
{{- range .Values.metrics.workers -}}
{{- $defaults := deepCopy (omit $.Values.metrics "workers") -}}
{{- $worker := mustMergeOverwrite $defaults (deepCopy .) -}}
{{- $all = append $all (merge (dict "component" (printf "metrics-%s" .name) "service" "metrics" "topic" "lowland.checkpoints" "group" (printf "lowland-metrics-%s" .name)) $worker) -}}
{{- end -}}
{{- else -}}
{{- $all = append $all (merge (dict "component" "metrics" "service" "metrics" "topic" "lowland.checkpoints" "group" "lowland-metrics") (omit .Values.metrics "workers")) -}}
{{- end -}}
{{- $all = append $all (merge (dict "component" "analysis" "service" "analysis" "autoscaling" (dict "mode" "none")) .Values.analysis) -}}
{{- toJson $all -}}
{{- end -}}

{{/* Fails on values that are each allowed, but not together. */}}
{{- define "lowland.validate" -}}
{{- if eq .Values.image.tag "latest" -}}
{{- fail "image.tag is latest, which is another image every day: give the tag that you built" -}}
{{- end -}}
{{- range list .Values.kafka.evaluation.image .Values.postgresql.evaluation.image .Values.tests.image -}}
{{- if hasSuffix ":latest" . -}}
{{- fail (printf "image %s is another one every day: give a version or a digest" .) -}}
{{- end -}}
{{- end -}}
{{- if and (eq .Values.kafka.mode "external") (not .Values.kafka.bootstrapServers) -}}
{{- fail "kafka.bootstrapServers is empty: set it to host:port of your brokers, or kafka.mode to strimzi or evaluation" -}}
{{- end -}}
{{- if and (eq .Values.kafka.mode "external") (hasPrefix "SASL_" .Values.kafka.securityProtocol) (not .Values.kafka.sasl.existingSecret) -}}
{{- fail (printf "kafka.securityProtocol is %s, so kafka.sasl.existingSecret must name the Secret with user name and password" .Values.kafka.securityProtocol) -}}
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

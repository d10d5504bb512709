{{/* The restricted Pod Security Standard, for a pod of the user given as a dict of userId. */}}
{{- define "lowland.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .userId }}
runAsGroup: {{ .userId }}
fsGroup: {{ .userId }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "lowland.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* Environment of a workload that is not in the ConfigMap; takes a dict of root and workload. */}}
{{- define "lowland.env" -}}
{{- $workload := .workload -}}
{{- if $workload.threads }}
- name: LOWLAND_{{ upper $workload.service }}_THREADS
  value: {{ $workload.threads | int | quote }}
{{- end }}
{{- if eq $workload.service "trainer" }}
- name: LOWLAND_TRAINER_API_KEYS
  valueFrom: {secretKeyRef: {name: {{ include "lowland.apiKeysSecret" .root }}, key: {{ .root.Values.apiKeys.key }}}}
{{- end }}
{{- if eq $workload.service "metrics" }}
- name: LOWLAND_METRICS_GROUP
  value: {{ $workload.group }}
{{- with $workload.families }}
- name: LOWLAND_METRICS_FAMILIES
  value: {{ join "," . }}
{{- end }}
{{- end }}
{{- if and .root.Values.ownMeasures.existingClaim (ne $workload.service "analysis") }}
- name: LOWLAND_MEASURES
  value: {{ printf "/measures/%s" (join ":/measures/" .root.Values.ownMeasures.jars) }}
{{- end }}
{{- if .root.Values.claimCheck.existingClaim }}
{{- if eq $workload.service "trainer" }}
- name: LOWLAND_TRAINER_CLAIM_CHECK_DIRECTORY
  value: /claim-check
- name: LOWLAND_TRAINER_CLAIM_CHECK_LIMIT
  value: {{ .root.Values.claimCheck.limit | int | quote }}
{{- else if eq $workload.service "metrics" }}
- name: LOWLAND_METRICS_CLAIM_CHECK_DIRECTORY
  value: /claim-check
{{- end }}
{{- end }}
{{- include "lowland.kafkaSecretEnv" .root }}
{{- if eq $workload.service "analysis" }}
{{- $database := fromJson (include "lowland.postgresql" .root) }}
- name: QUARKUS_DATASOURCE_USERNAME
  valueFrom: {secretKeyRef: {name: {{ $database.secret }}, key: {{ $database.usernameKey }}}}
- name: QUARKUS_DATASOURCE_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $database.secret }}, key: {{ $database.passwordKey }}}}
{{- end }}
{{- with $workload.env }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Volumes of a workload and where they go, as JSON {volumes, mounts}; takes a dict of root and workload. */}}
{{- define "lowland.volumes" -}}
{{- $root := .root -}}
{{- $service := .workload.service -}}
{{- $kafka := fromJson (include "lowland.kafka" $root) -}}
{{- $database := fromJson (include "lowland.postgresql" $root) -}}
{{- $volumes := list (dict "name" "tmp" "emptyDir" (dict "sizeLimit" "1Gi")) -}}
{{- $mounts := list (dict "name" "tmp" "mountPath" "/tmp") -}}
{{- if ne $service "analysis" -}}
{{- if $root.Values.data.existingClaim -}}
{{- $volumes = append $volumes (dict "name" "data" "persistentVolumeClaim" (dict "claimName" $root.Values.data.existingClaim "readOnly" true)) -}}
{{- $mounts = append $mounts (dict "name" "data" "mountPath" "/data" "readOnly" true) -}}
{{- end -}}
{{- $volumes = append $volumes (dict "name" "cache" "emptyDir" (dict "sizeLimit" $root.Values.data.cacheSize)) -}}
{{- $mounts = append $mounts (dict "name" "cache" "mountPath" "/cache") -}}
{{- if $root.Values.ownMeasures.existingClaim -}}
{{- $volumes = append $volumes (dict "name" "measures" "persistentVolumeClaim" (dict "claimName" $root.Values.ownMeasures.existingClaim "readOnly" true)) -}}
{{- $mounts = append $mounts (dict "name" "measures" "mountPath" "/measures" "readOnly" true) -}}
{{- end -}}
{{- if $root.Values.claimCheck.existingClaim -}}
{{- $readOnly := eq $service "metrics" -}}
{{- $volumes = append $volumes (dict "name" "claim-check" "persistentVolumeClaim" (dict "claimName" $root.Values.claimCheck.existingClaim "readOnly" $readOnly)) -}}
{{- $mounts = append $mounts (dict "name" "claim-check" "mountPath" "/claim-check" "readOnly" $readOnly) -}}
{{- end -}}
{{- end -}}
{{- if $kafka.caSecret -}}
{{- $volumes = append $volumes (dict "name" "kafka-ca" "secret" (dict "secretName" $kafka.caSecret "items" (list (dict "key" $kafka.caKey "path" "ca.crt")))) -}}
{{- $mounts = append $mounts (dict "name" "kafka-ca" "mountPath" "/etc/lowland/kafka" "readOnly" true) -}}
{{- end -}}
{{- if and (eq $service "analysis") $database.caSecret -}}
{{- $volumes = append $volumes (dict "name" "postgresql-ca" "secret" (dict "secretName" $database.caSecret "items" (list (dict "key" $database.caKey "path" "ca.crt")))) -}}
{{- $mounts = append $mounts (dict "name" "postgresql-ca" "mountPath" "/etc/lowland/postgresql" "readOnly" true) -}}
{{- end -}}
{{- dict "volumes" $volumes "mounts" $mounts | toJson -}}
{{- end -}}

{{- define "lowland.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Short enough for "-metrics-NAME" after it. */}}
{{- define "lowland.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "lowland.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "lowland.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* Takes a dict of root and component. */}}
{{- define "lowland.selectorLabels" -}}
app.kubernetes.io/name: {{ include "lowland.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* Takes a dict of root and component. */}}
{{- define "lowland.labels" -}}
{{ include "lowland.selectorLabels" . }}
app.kubernetes.io/part-of: lowland
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ include "lowland.chart" .root }}
{{- end -}}

{{- define "lowland.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "lowland.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* The Secret with the API keys of the services that something can be changed in. */}}
{{- define "lowland.apiKeysSecret" -}}
{{- default (printf "%s-api-keys" (include "lowland.fullname" .)) .Values.apiKeys.existingSecret -}}
{{- end -}}

{{/* Takes a dict of root and image (repository, digest). */}}
{{- define "lowland.image" -}}
{{- $registry := .root.Values.image.registry | trimSuffix "/" -}}
{{- $name := ternary (printf "%s/%s" $registry .image.repository) .image.repository (ne $registry "") -}}
{{- if .image.digest -}}
{{- printf "%s@%s" $name .image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (default .root.Chart.AppVersion .root.Values.image.tag) -}}
{{- end -}}
{{- end -}}

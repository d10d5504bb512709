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

{{- define "xiheng.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels that select the pods of a component. The version is none of them: selectors never change. */}}
{{- define "xiheng.selectorLabels" -}}
app.kubernetes.io/name: xiheng
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end -}}

{{- define "xiheng.labels" -}}
{{ include "xiheng.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{/* A component's values over the defaults. */}}
{{- define "xiheng.component" -}}
{{- mergeOverwrite (deepCopy .root.Values.defaults) (deepCopy (index .root.Values.components .name)) | toYaml -}}
{{- end -}}

{{- define "xiheng.image" -}}
{{- $image := .root.Values.image -}}
{{- printf "%s%s-%s:%s" (ternary (printf "%s/" $image.registry) "" (ne $image.registry "")) $image.repository .name ($image.tag | default .root.Chart.AppVersion) -}}
{{- end -}}

{{- define "xiheng.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "xiheng.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* Not empty for the component that serves the page behind the links of notices. */}}
{{- define "xiheng.answers" -}}
{{- if and (eq .name "notifier") .root.Values.links.enabled }}yes{{ end -}}
{{- end -}}

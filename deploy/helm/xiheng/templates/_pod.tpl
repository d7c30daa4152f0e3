{{/* The environment of a component: (root, name, component). docs/configuration.md lists every setting. */}}
{{- define "xiheng.environment" -}}
{{- $root := .root -}}
{{- $full := include "xiheng.fullname" $root -}}
- {name: XIHENG_LOG_LEVEL, value: {{ $root.Values.logLevel | quote }}}
- {name: XIHENG_PAGES_HOST, value: 0.0.0.0}
- {name: XIHENG_PAGES_PORT, value: "9090"}
{{- if ne .name "operator" }}
- {name: XIHENG_BOOTSTRAP_SERVERS, value: {{ $root.Values.kafka.bootstrapServers | quote }}}
- {name: XIHENG_OTLP_ENDPOINT, value: {{ $root.Values.tracing.otlpEndpoint | quote }}}
{{- end }}
{{- if eq .name "processor" }}
- {name: XIHENG_DATA_FOLDER, value: /data}
- {name: XIHENG_PARTITIONS, value: {{ $root.Values.kafka.partitions | quote }}}
- name: XIHENG_INSTANCE
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
{{- else if eq .name "operator" }}
- {name: XIHENG_REGISTRY_ADDRESS, value: {{ printf "%s-registry.%s.svc:50051" $full $root.Release.Namespace }}}
- {name: XIHENG_SCOREBOARD_ADDRESS, value: {{ printf "%s-scoreboard.%s.svc:50051" $full $root.Release.Namespace }}}
- {name: XIHENG_PROCESSOR_PAGES, value: {{ printf "%s-processor.%s.svc:9090" $full $root.Release.Namespace }}}
- {name: XIHENG_TOKEN_FILE, value: /etc/xiheng/token/token}
- {name: XIHENG_AUTHORITY, value: /etc/xiheng/tls/ca.crt}
- {name: XIHENG_NAMESPACE, value: {{ $root.Release.Namespace }}}
- name: XIHENG_INSTANCE
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
{{- if $root.Values.admission.enabled }}
- {name: XIHENG_ADMISSION_HOST, value: 0.0.0.0}
- {name: XIHENG_ADMISSION_PORT, value: "8443"}
- {name: XIHENG_ADMISSION_CERTIFICATE, value: /etc/xiheng/tls/tls.crt}
- {name: XIHENG_ADMISSION_KEY, value: /etc/xiheng/tls/tls.key}
{{- end }}
{{- else }}
- {name: XIHENG_TRACE_RATIO, value: {{ $root.Values.tracing.ratio | quote }}}
- {name: XIHENG_TRACES_PER_SECOND, value: {{ $root.Values.tracing.perSecond | quote }}}
- {name: XIHENG_HOST, value: 0.0.0.0}
- {name: XIHENG_PORT, value: "50051"}
- {name: XIHENG_CERTIFICATE, value: /etc/xiheng/tls/tls.crt}
- {name: XIHENG_KEY, value: /etc/xiheng/tls/tls.key}
- {name: XIHENG_PUBLIC_KEY, value: /etc/xiheng/identity/authority.pub}
{{- if .component.database }}
- {name: XIHENG_DATABASE_URL_FILE, value: /etc/xiheng/database/url}
{{- end }}
{{- end }}
{{- if include "xiheng.answers" . }}
- {name: XIHENG_LINK_KEY_FILE, value: /etc/xiheng/links/key}
- {name: XIHENG_LINK_ADDRESS, value: {{ $root.Values.links.address | quote }}}
- {name: XIHENG_LINK_HOURS, value: {{ $root.Values.links.hours | quote }}}
- {name: XIHENG_ANSWERS_HOST, value: 0.0.0.0}
- {name: XIHENG_ANSWERS_PORT, value: "8444"}
{{- end }}
{{- range $name, $value := .component.settings }}
- {name: {{ $name }}, value: {{ $value | quote }}}
{{- end }}
{{- end -}}

{{/* What a component reads from files: (root, name, component). */}}
{{- define "xiheng.volumes" -}}
- {name: tmp, emptyDir: {}}
{{- if ne .name "processor" }}
- {name: tls, secret: {secretName: {{ .root.Values.tls.secretName }}}}
{{- end }}
{{- if eq .name "operator" }}
- {name: token, secret: {secretName: {{ .root.Values.identity.operatorTokenSecret }}}}
{{- else if ne .name "processor" }}
- {name: identity, secret: {secretName: {{ .root.Values.identity.publicKeySecret }}}}
{{- end }}
{{- if .component.database }}
- name: database
  secret:
    secretName: {{ .root.Values.database.secretName }}
    items: [{key: {{ .name }}, path: url}]
{{- end }}
{{- if include "xiheng.answers" . }}
- {name: links, secret: {secretName: {{ .root.Values.links.secretName }}}}
{{- end }}
{{- end -}}

{{- define "xiheng.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if eq .name "processor" }}
- {name: data, mountPath: /data}
{{- else }}
- {name: tls, mountPath: /etc/xiheng/tls, readOnly: true}
{{- end }}
{{- if eq .name "operator" }}
- {name: token, mountPath: /etc/xiheng/token, readOnly: true}
{{- else if ne .name "processor" }}
- {name: identity, mountPath: /etc/xiheng/identity, readOnly: true}
{{- end }}
{{- if .component.database }}
- {name: database, mountPath: /etc/xiheng/database, readOnly: true}
{{- end }}
{{- if include "xiheng.answers" . }}
- {name: links, mountPath: /etc/xiheng/links, readOnly: true}
{{- end }}
{{- end -}}

{{/* The pod of a component: (root, name, component). */}}
{{- define "xiheng.pod" -}}
metadata:
  labels:
    {{- include "xiheng.labels" . | nindent 4 }}
  {{- with .component.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "xiheng.fullname" .root }}{{ ternary "-operator" "" (eq .name "operator") }}
  automountServiceAccountToken: {{ eq .name "operator" }}
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .component.stopSeconds }}
  securityContext:
    {{- include "xiheng.podSecurity" . | nindent 4 }}
  {{- with .root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .component.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .component.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .component.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    {{- range tuple "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "xiheng.selectorLabels" $ | nindent 10 }}
    {{- end }}
  containers:
    - name: {{ .name }}
      image: {{ include "xiheng.image" . }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      securityContext:
        {{- include "xiheng.containerSecurity" . | nindent 8 }}
      env:
        {{- include "xiheng.environment" . | nindent 8 }}
      ports:
        - {name: pages, containerPort: 9090}
        {{- if not (has .name (list "processor" "operator")) }}
        - {name: grpc, containerPort: 50051}
        {{- end }}
        {{- if and (eq .name "operator") .root.Values.admission.enabled }}
        - {name: admission, containerPort: 8443}
        {{- end }}
        {{- if include "xiheng.answers" . }}
        - {name: answers, containerPort: 8444}
        {{- end }}
      startupProbe:
        httpGet: {path: {{ ternary "/readyz" "/livez" (eq .name "processor") }}, port: pages}
        periodSeconds: 5
        failureThreshold: {{ max 1 (div (int .component.startSeconds) 5) }}
      readinessProbe:
        httpGet: {path: /readyz, port: pages}
        periodSeconds: 5
        timeoutSeconds: 3
      livenessProbe:
        httpGet: {path: /livez, port: pages}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      resources:
        {{- toYaml .component.resources | nindent 8 }}
      volumeMounts:
        {{- include "xiheng.mounts" . | nindent 8 }}
  volumes:
    {{- include "xiheng.volumes" . | nindent 4 }}
{{- end -}}

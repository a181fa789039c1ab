{{- define "nextmove.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "nextmove.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "nextmove.labels" -}}
{{ include "nextmove.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* A ConfigMap's key has no slash: `catalogues/category.csv` is kept as `catalogues__category.csv`. */}}
{{- define "nextmove.key" -}}
{{- replace "/" "__" . -}}
{{- end -}}

{{/* The volume that holds the rules: files before a volume before a ConfigMap of someone else. */}}
{{- define "nextmove.rulesVolume" -}}
{{- if and .Values.rules.files .Values.rules.volume -}}
{{- fail "rules.files and rules.volume are both set: set one" -}}
{{- else if .Values.rules.files -}}
configMap:
  name: {{ include "nextmove.fullname" . }}-rules
  items:
    {{- range $path, $text := .Values.rules.files }}
    - key: {{ include "nextmove.key" $path | quote }}
      path: {{ $path | quote }}
    {{- end }}
{{- else if .Values.rules.volume -}}
{{- toYaml .Values.rules.volume -}}
{{- else -}}
{{- $name := required "no rules: set rules.configMap, rules.files or rules.volume" .Values.rules.configMap -}}
projected:
  sources:
    - configMap:
        name: {{ $name }}
    {{- with .Values.rules.catalogues.files }}
    - configMap:
        name: {{ $.Values.rules.catalogues.configMap }}
        items:
          {{- range . }}
          - key: {{ . | quote }}
            path: {{ printf "catalogues/%s" . | quote }}
          {{- end }}
    {{- end }}
{{- end -}}
{{- end -}}

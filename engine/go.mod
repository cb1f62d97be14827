module sso-workbench/engine

go 1.26

require (
	github.com/google/go-jsonnet v0.21.0
	github.com/nyaruka/phonenumbers v1.6.5
	github.com/ory/jsonschema/v3 v3.0.9-0.20250317235931-280c5fc7bf0e
	golang.org/x/text v0.38.0
)

require (
	github.com/kr/text v0.2.0 // indirect
	github.com/rogpeppe/go-internal v1.16.0 // indirect
	golang.org/x/crypto v0.45.0 // indirect
	golang.org/x/sys v0.38.0 // indirect
	sigs.k8s.io/yaml v1.4.0 // indirect
)

replace github.com/nyaruka/phonenumbers => ./phonenumbers

"""What the operator decides, as plain functions over objects, definitions in force and verdicts: no Kubernetes, no gRPC, no clock."""

"""The pure core: state, fold, derivations, evaluators, rules and judge. No Kafka, no clock, no environment."""

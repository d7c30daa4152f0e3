"""Risk alerts to people: episodes, subscriptions, webhooks, acknowledgements, and a ledger of it all."""

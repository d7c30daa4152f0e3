"""The Faust edge around the pure core: log → fold → judge → send → checkpoint. Nothing else imports faust."""

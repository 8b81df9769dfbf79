"""The ward portal: settings, office, accounts and the shell around the apps."""

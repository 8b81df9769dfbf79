"""The demo wards: dossiers that give the figures two real wards have published."""

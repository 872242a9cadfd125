"""The stages: read → normalise → segment → extract → assemble."""

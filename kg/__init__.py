"""Press releases in, a knowledge graph out, every fact one click from its sentence."""

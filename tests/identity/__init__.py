"""Tests of kg.identity, which share made profiles and the labelled names."""

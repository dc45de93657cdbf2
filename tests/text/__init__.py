"""Tests of newsread.text."""

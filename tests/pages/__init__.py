"""Tests of newsread.pages."""

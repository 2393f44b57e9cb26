#!/usr/bin/env python3
"""Greets whoever is named: job submit examples/jobs/hello_world.py Alice"""
import sys

print("Hello, " + (sys.argv[1] if len(sys.argv) > 1 else "World") + "!")

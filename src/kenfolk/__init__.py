"""Kenfolk: a private photo library that learns who your people are."""

import os

__version__ = "0.1.0"

# Official builds of onnxruntime since 1.29 report to their maker's servers, already when the library is loaded, so that
# its own switch comes too late. Both names have been the way out of that in one release or another.
os.environ |= {"ORT_DISABLE_TELEMETRY": "1", "ORT_TELEMETRY_DISABLED": "1"}

"""Which networks do we have? Owns manifests, pulling, verifying and building models; never looks at a photo."""

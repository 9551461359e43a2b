"""Run in the package's own environment: python package.py UPSAMPLE PHOTO... prints JSON."""

import json
import sys
import time

import face_recognition


def main() -> None:
    upsample, files = int(sys.argv[1]), sys.argv[2:]
    face_recognition.face_encodings(face_recognition.load_image_file(files[0])[:200, :200])  # loads the networks
    began = time.perf_counter(), time.process_time()
    faces = 0
    for file in files:
        pixels = face_recognition.load_image_file(file)
        boxes = face_recognition.face_locations(pixels, number_of_times_to_upsample=upsample)
        faces += len(face_recognition.face_encodings(pixels, boxes))
    seconds, cpu_seconds = time.perf_counter() - began[0], time.process_time() - began[1]
    print(json.dumps({"photos": len(files), "faces": faces, "seconds": seconds, "cpu_seconds": cpu_seconds}))


main()

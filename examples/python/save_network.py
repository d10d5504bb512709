"""Write arrays as a safetensors file, with NumPy alone."""
import json
import struct

import numpy as np


def save(tensors, path, metadata):
    """Save tensors (name: array) and metadata (name: text) to the file at path."""
    header = {"__metadata__": {key: str(value) for key, value in metadata.items()}}
    data = bytearray()
    for name, tensor in tensors.items():
        array = np.ascontiguousarray(tensor, dtype="<f4")
        start = len(data)
        data += array.tobytes()
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [start, len(data)]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)

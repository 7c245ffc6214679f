#include "core/models/model_export.h"

#include <torch/script.h>

#include <algorithm>
#include <sstream>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/base/save_folder.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/models/detail/neural_model.h"
#include "core/models/detail/tensor_io.h"
#include "core/models/detail/weights_file.h"
#include "core/models/models.h"

namespace oneshot {
namespace {

using namespace detail;
namespace fs = std::filesystem;

constexpr const char* exampleData = "glyphs:seed=1,alphabet-count=1,characters-per-alphabet=4,drawer-count=2";
constexpr double tolerance = 1e-5;

/// TorchScript's names of attributes hold no dots.
std::string attribute(std::string name) {
    std::ranges::replace(name, '.', '_');
    return name;
}

/// The network's equations as TorchScript; tensors are attributes of self.
std::string source(const NetworkSettings& s) {
    std::ostringstream code;
    const auto line = [&](const std::string& text) { code << "    " << text << '\n'; };
    const auto convolution = [](int i, const char* from, bool bias) {
        const std::string name = "self.convolution" + std::to_string(i);
        return "torch.conv2d(" + std::string(from) + ", " + name + "_weight, " +
               (bias ? name + "_bias)" : "None, [1, 1], [1, 1])");
    };
    const auto norm = [](int i, const std::string& from) {
        const std::string name = "self.norm" + std::to_string(i);
        return "torch.batch_norm(" + from + ", " + name + "_weight, " + name + "_bias, " + name + "_running_mean, " +
               name + "_running_var, False, 0.1, 1e-5, False)";
    };
    code << "def forward(self, x):\n";
    if (s.architecture == Architecture::Koch2015) {
        if (s.byteInput) line("x = 255 * (1 - x)");
        for (int i = 1; i <= 4; ++i) {
            line("x = torch.relu(" + convolution(i, "x", true) + ")");
            if (i < 4) line("x = torch.max_pool2d(x, [2, 2])");
        }
        line("return torch.sigmoid(torch.linear(torch.flatten(x, 1), self.dense_weight, self.dense_bias))");
    } else {
        for (int i = 1; i <= 4; ++i) {
            line("x = " + convolution(i, "x", false));
            if (i < 4 && s.poolFirst) line("x = torch.max_pool2d(x, [2, 2])");
            line("x = torch.relu(" + norm(i, "x") + ")");
            if (i < 4 && !s.poolFirst) line("x = torch.max_pool2d(x, [2, 2])");
        }
        for (int i = 5; i < 5 + 2 * s.residualBlocks; i += 2) {
            line("inner = torch.relu(" + norm(i, convolution(i, "x", false)) + ")");
            line("x = torch.relu(x + " + norm(i + 1, convolution(i + 1, "inner", false)) + ")");
        }
        line("x = torch.linear(torch.flatten(x, 1), self.dense_weight, self.dense_bias)");
        line("return x / torch.clamp_min(torch.norm(x, 2, [1], True), 1e-12)");
    }
    code << "def similarity(self, first, second):\n";
    line(s.architecture == Architecture::Koch2015
             ? "return torch.squeeze(torch.linear(torch.abs(first - second), self.head_weight, self.head_bias), 1)"
             : "return torch.sum(first * second, [1])");
    return code.str();
}

torch::jit::Module script(const Network& network, const NetworkSettings& settings) {
    torch::jit::Module module("OneShotNetwork");
    for (const NamedTensor& tensor : network.tensors()) {
        const torch::Tensor value = tensor.value.detach().cpu().contiguous();
        if (tensor.kind == NamedTensor::Kind::Statistic)
            module.register_buffer(attribute(tensor.name), value);
        else
            module.register_parameter(attribute(tensor.name), value, false);
    }
    module.define(source(settings));
    module.eval();
    return module;
}

SafeTensors example(const OneShotModel& model) {
    const Dataset glyphs = openDataset(parseDataSpec(exampleData));
    DrawingBatch drawings;
    for (const DrawingId id : glyphs.drawingIds()) drawings.push_back(&glyphs.drawings[id]);
    const ImageBatch inputs = model.prepare(drawings);
    const Embeddings embeddings = model.embed(inputs);
    std::vector<float> pixels;
    for (const Drawing* drawing : drawings)
        for (const std::uint8_t pixel : drawing->image.pixels) pixels.push_back(pixel / 255.0F);
    std::vector<float> similarities;
    for (int i = 0; i + 1 < embeddings.count; i += 2) {
        const Support second{embeddings.rows(i + 1, i + 2), 1, 1};
        similarities.push_back(model.compare(embeddings.rows(i, i + 1), second).values.front());
    }
    const auto stored = [](std::vector<float>& values, const std::vector<std::int64_t>& shape) {
        return toBytes(torch::from_blob(values.data(), shape));
    };
    SafeTensors file;
    const auto& image = drawings.front()->image;
    file.tensors["drawings"] = stored(pixels, {std::ssize(drawings), image.height, image.width});
    file.tensors["inputs"] = toBytes(asTensor(inputs));
    file.tensors["embeddings"] = toBytes(asTensor(embeddings));
    file.tensors["similarities"] = stored(similarities, {std::ssize(similarities)});
    return file;
}

/// Throws Error(Failed) if the script on disk does not give the example.
void verify(const fs::path& path, const SafeTensors& example) {
    const torch::InferenceMode guard;
    torch::jit::Module module = torch::jit::load(path.string());
    const auto expected = [&](const char* name) { return tensorNamed(example, name, torch::kFloat32, path.string()); };
    const torch::Tensor embeddings = module.forward({expected("inputs")}).toTensor();
    const torch::Tensor pairs = embeddings.view({-1, 2, embeddings.size(1)});
    const torch::Tensor similarities =
        module.get_method("similarity")({pairs.select(1, 0), pairs.select(1, 1)}).toTensor();
    const double worst = std::max((embeddings - expected("embeddings")).abs().max().item<double>(),
                                  (similarities - expected("similarities")).abs().max().item<double>());
    if (!(worst < tolerance))
        throw Error(ErrorCode::Failed, path.string(),
                    "it gives other embeddings than the model, by " + std::to_string(worst));
}

std::string readme(const OneShotModel& model, const NetworkSettings& s) {
    std::ostringstream text;
    text << "# A one-shot learner, exported\n\n"
         << model.origin().model << ", step " << model.origin().step << ", learnt from " << model.origin().data.spec
         << "; SHA-256 of the weights " << model.fingerprint() << ".\n\n"
         << "Input: [B, " << s.input.channels << ", " << s.input.size << ", " << s.input.size
         << "], 0 on paper, 1 on ink; `view` in one_shot_networks.py makes it from a drawing. Embedding: "
         << s.embedding << " numbers.\n\n"
         << "Weights with nothing but json and torch, in ten lines of Python:\n\n"
            "```python\n"
            "import json, math, struct, torch\n\n"
            "with open(\"weights.safetensors\", \"rb\") as file:\n"
            "    header = json.loads(file.read(struct.unpack(\"<Q\", file.read(8))[0]))\n"
            "    body = bytearray(file.read())\n"
            "network = json.loads(header.pop(\"__metadata__\")[\"network\"])\n"
            "kinds = {\"F32\": torch.float32, \"I64\": torch.int64}\n"
            "weights = {name: torch.frombuffer(body, dtype=kinds[t[\"dtype\"]], count=math.prod(t[\"shape\"]),\n"
            "                                  offset=t[\"data_offsets\"][0]).view(t[\"shape\"])\n"
            "           for name, t in header.items()}\n"
            "```\n\n"
            "The network in Python, and which way a query is:\n\n"
            "```python\n"
            "import torch\n"
            "from one_shot_networks import load, view, embed, similarity\n\n"
            "weights, network = load(\"weights.safetensors\")\n"
            "images = torch.stack([view(drawing, network) for drawing in drawings])  # query first, [H, W] each, ink = "
            "1\n"
            "e = embed(images, weights, network)\n"
            "scores = similarity(e[:1].expand_as(e[1:]), e[1:], weights, network)\n"
            "print(scores.argmax())\n"
            "```\n\n"
            "Without any of this code, by TorchScript (Python, C++, mobile):\n\n"
            "```python\n"
            "model = torch.jit.load(\"model.pt\")\n"
            "embeddings = model(images)\n"
            "scores = model.similarity(embeddings[:1].expand_as(embeddings[1:]), embeddings[1:])\n"
            "```\n\n"
            "`python3 one_shot_networks.py .` compares all of it with example.safetensors, which the workbench "
            "computed.\n";
    return text.str();
}

/// Throws Error(InvalidSetting) for any other than the two networks that the script and the Python code describe.
void requireExportable(const OneShotModel& model, const NetworkSettings& s) {
    const bool koch = s.architecture == Architecture::Koch2015, compact = s.architecture == Architecture::Compact;
    if ((koch || (compact && similarityOf(s) == Similarity::Cosine)) && s.comparison == WayComparison::MeanScore)
        return;
    throw Error(ErrorCode::InvalidSetting, model.origin().model,
                "only koch2015's network and the compact one with cosine and mean-score can be exported, and this is " +
                    std::string(enumName(s.architecture)) + " with " + std::string(enumName(similarityOf(s))) +
                    " and " + std::string(enumName(s.comparison)),
                "Read its weights from the run's checkpoints; the manual's page Learners names the tensors.");
}

}  // namespace

void exportModel(const OneShotModel& model, const fs::path& folder, bool overwrite) {
    const NeuralParts parts = neuralParts(model);
    requireExportable(model, parts.settings);
    FolderSaver saver(folder, overwrite);

    const SafeTensors checked = example(model);
    const auto write = [&](const char* name, const SafeTensors& content) {
        writeSafeTensors(saver.path() / name, content, folder / name);
    };
    write("weights.safetensors", toSafeTensors(parts.network, parts.settings, model.origin()));
    write("example.safetensors", checked);
    std::ostringstream bytes;
    script(parts.network, parts.settings).save(bytes);
    saver.write("model.pt", bytes.str());
    verify(saver.path() / "model.pt", checked);
    saver.write("one_shot_networks.py", readFileBytes(sharedFile("python/one_shot_networks.py"), 1 << 20));
    saver.write("README.md", readme(model, parts.settings));
    saver.save();
}

}  // namespace oneshot

#include "core/models/detail/weights_file.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/data/character_keys.h"
#include "core/models/detail/neural_model.h"
#include "core/models/detail/tensor_io.h"
#include "core/models/network_fields.h"

namespace oneshot::detail {
namespace {

constexpr const char* drawingsTensor = "origin.drawings";

Json originJson(const Origin& origin) {
    Json learnt = Json::array();
    for (const LearntAlphabet& alphabet : origin.learnt)
        learnt.push_back(
            {{"alphabet", alphabet.name}, {"characters", alphabet.characters}, {"implicit", alphabet.implicit}});
    Json json{{"model", origin.model}};
    json.update(toJson(origin.data, "data", "data_sha256"));
    json["learnt"] = learnt;
    return json;
}

/// True if the only alphabet of a checkpoint that does not say so was implicit: it is then named after the file of the
/// data, or holds the digits of an IDX pair.
bool seemsImplicit(const LearntAlphabet& alphabet, const std::string& dataName) {
    const auto isDigits = [](const std::string& name) {
        return name.find_first_not_of("0123456789") == std::string::npos;
    };
    return !std::ranges::all_of(alphabet.characters, isNumberedName) &&
           (dataName.starts_with(alphabet.name) || std::ranges::all_of(alphabet.characters, isDigits));
}

Origin originFromJson(const Json& json) {
    Origin origin;
    origin.model = json.at("model");
    origin.data = dataRefFrom(json, "data", "data_sha256");
    const Json& learnt = json.at("learnt");
    for (const Json& alphabet : learnt)
        origin.learnt.push_back({alphabet.at("alphabet"), alphabet.at("characters").get<std::vector<std::string>>(),
                                 alphabet.value("implicit", false)});
    if (learnt.size() == 1 && !learnt[0].contains("implicit"))
        origin.learnt[0].implicit = seemsImplicit(origin.learnt[0], origin.data.spec);
    return origin;
}

std::string metadataOf(const SafeTensors& file, const char* key, const std::string& name) {
    const auto found = file.metadata.find(key);
    if (found != file.metadata.end()) return found->second;
    throw Error(ErrorCode::BadData, name,
                std::string("it has no `") + key +
                    "` in its metadata, which says what its weights are: another program made it",
                "Choose a checkpoint that this program wrote, or write its `network`, `origin` and `step` into the "
                "file.");
}

std::vector<std::uint64_t> learntDrawingsOf(const SafeTensors& file, const std::string& name) {
    const torch::Tensor stored = tensorNamed(file, drawingsTensor, torch::kInt64, name);
    const auto* hashes = static_cast<const std::uint64_t*>(stored.data_ptr());
    std::vector<std::uint64_t> drawings(hashes, hashes + stored.numel());
    std::ranges::sort(drawings);
    return drawings;
}

}  // namespace

SafeTensors toSafeTensors(const Network& network, const NetworkSettings& settings, const Origin& origin) {
    SafeTensors file;
    for (const NamedTensor& tensor : network.tensors()) file.tensors[tensor.name] = toBytes(tensor.value);
    const auto count = static_cast<std::int64_t>(origin.learntDrawings.size());
    file.tensors[drawingsTensor] =
        toBytes(torch::from_blob(const_cast<std::uint64_t*>(origin.learntDrawings.data()), {count}, torch::kInt64));
    file.metadata = {{"network", networkJson(settings).dump()},
                     {"origin", originJson(origin).dump()},
                     {"step", std::to_string(origin.step)}};
    return file;
}

bool canBeOfOneTraining(const Metadata& one, const Metadata& other) try {
    const auto network = [](const Metadata& metadata) {
        return networkFromJson(parseStrictJson<Json>(metadata.at("network")));
    };
    const auto data = [](const Metadata& metadata) {
        return originFromJson(parseStrictJson<Json>(metadata.at("origin"))).data.sha256;
    };
    return network(one) == network(other) && data(one) == data(other);
} catch (const std::exception& error) {  // damaged metadata say nothing
    if (isOutOfMemory(error)) throw;
    return true;
}

}  // namespace oneshot::detail

namespace oneshot {

ModelPtr modelFromCheckpoint(const SafeTensors& file, const std::string& name, const std::string& run,
                             Device device) try {
    const auto metadata = [&](const char* key) { return detail::metadataOf(file, key, name); };
    const NetworkSettings settings = networkFromJson(parseStrictJson<Json>(metadata("network")));
    Origin origin = detail::originFromJson(parseStrictJson<Json>(metadata("origin")));
    origin.run = run;
    origin.step = std::stoll(metadata("step"));
    origin.learntDrawings = detail::learntDrawingsOf(file, name);
    auto network = detail::Network::create(settings);
    network->load(file, name);
    network->to(device);
    return detail::makeNeuralModel(std::move(network), settings, std::move(origin));
} catch (const Error& error) {
    if (error.where() == name) throw;
    throw Error(ErrorCode::BadData, name, error.where() + " " + error.problem());
} catch (const std::exception& error) {  // JSON or a number that does not parse
    if (isOutOfMemory(error)) throw;
    throw Error(ErrorCode::BadData, name, "its metadata are damaged", "Choose a checkpoint that this program wrote.");
}

}  // namespace oneshot

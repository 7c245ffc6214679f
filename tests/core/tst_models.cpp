#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <vector>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/models/models.h"
#include "core/models/safetensors.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using oneshot::test::failureOf;

namespace {

/// Each float as its upper half, which is a bfloat16 cut off.
TensorBytes asBFloat16(const TensorBytes& tensor) {
    TensorBytes half{"BF16", tensor.shape, {}};
    for (std::size_t i = 0; i < tensor.bytes.size(); i += 4)
        half.bytes.insert(half.bytes.end(), {tensor.bytes[i + 2], tensor.bytes[i + 3]});
    return half;
}

/// Each float as a 16-bit one; weights near 0 become 0.
TensorBytes asFloat16(const TensorBytes& tensor) {
    TensorBytes half{"F16", tensor.shape, {}};
    for (std::size_t i = 0; i < tensor.bytes.size(); i += 4) {
        std::uint32_t bits = 0;
        std::memcpy(&bits, &tensor.bytes[i], 4);
        const int exponent = static_cast<int>(bits >> 23 & 0xff) - 127 + 15;
        std::uint32_t small = bits >> 16 & 0x8000;
        if (exponent > 0 && exponent < 31) small |= static_cast<std::uint32_t>(exponent) << 10 | (bits >> 13 & 0x3ff);
        half.bytes.insert(half.bytes.end(),
                          {static_cast<std::uint8_t>(small & 0xff), static_cast<std::uint8_t>(small >> 8)});
    }
    return half;
}

}  // namespace

class TestModels : public QObject {
    Q_OBJECT
    const QTemporaryDir folder_;

    std::string file(const char* name) const { return folder_.filePath(name).toStdString(); }
    std::string written(const char* name, const std::string& content) const {
        test::writeFile(file(name), {content.begin(), content.end()});
        return file(name);
    }

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    /// Weights that another program made half as long answer nearly alike.
    void shortFloatsAreRead_data() {
        QTest::addColumn<bool>("bfloat16");
        QTest::newRow("BF16") << true;
        QTest::newRow("F16") << false;
    }
    void shortFloatsAreRead() {
        QFETCH(bool, bfloat16);
        SafeTensors content = readSafeTensors(sharedFile("models/compact.safetensors"));
        for (auto& [name, tensor] : content.tensors)
            if (tensor.dtype == "F32") tensor = bfloat16 ? asBFloat16(tensor) : asFloat16(tensor);
        writeSafeTensors(file("half.safetensors"), content);
        const ModelPtr half = openModel(file("half.safetensors")), whole = openModel("shipped");
        const Dataset glyphs = openDataset(parseDataSpec("glyphs:alphabet-count=1,characters-per-alphabet=4"));
        const DrawingBatch drawings{&glyphs.drawings[0], &glyphs.drawings[1]};
        const auto cosine = [&](const OneShotModel& model) {
            const Embeddings both = model.embed(model.prepare(drawings));
            return model.compare(both.rows(0, 1), {both.rows(1, 2), 1, 1}).values[0];
        };
        QVERIFY2(std::abs(cosine(*half) - cosine(*whole)) < 0.05, QByteArray::number(cosine(*half)));
        QCOMPARE(half->origin().learnt.size(), whole->origin().learnt.size());
    }

    void whatIsMissingIsNamed() {
        const SafeTensors whole = readSafeTensors(sharedFile("models/compact.safetensors"));
        const auto failure = [&](auto change) {
            SafeTensors content = whole;
            change(content);
            writeSafeTensors(file("changed.safetensors"), content);
            return failureOf([&] { openModel(file("changed.safetensors")); });
        };
        VERIFY_SAYS(failure([](SafeTensors& content) { content.metadata.clear(); }),
                    "it has no `network` in its metadata, which says what its weights are: another program made it");
        VERIFY_SAYS(failure([](SafeTensors& content) { content.metadata.erase("origin"); }), "it has no `origin`");
        VERIFY_SAYS(failure([](SafeTensors& content) { content.tensors.erase("dense.bias"); }),
                    "it holds no tensor dense.bias");
        VERIFY_SAYS(failure([](SafeTensors& content) { content.tensors["dense.bias"].dtype = "I32"; }),
                    "its tensor dense.bias is of the type I32");
    }

    void modelsOfOtherProgramsAreNamed() {
        VERIFY_SAYS(
            failureOf([&] { openModel(written("a.pt", "PK\3\4" + std::string(26, 'x') + "archive/data.pkl")); }),
            "it is a PyTorch file (pt), which is no model of this program");
        VERIFY_SAYS(failureOf([&] { openModel(written("a.h5", "\x89HDF\r\n\x1a\n")); }), "it is an HDF5 file");
        std::filesystem::create_directory(file("exported"));
        written("exported/model.pt", "PK\3\4");
        written("exported/weights.safetensors", "");
        VERIFY_SAYS(failureOf([&] { openModel(file("exported")); }),
                    "the folder is an export for other programs. Name its weights.safetensors");
    }

    /// Where there is one: the same model, whose answers differ by rounding.
    void networksArePutOnTheDevice() {
        if (!cudaAvailable()) {
            for (const char* model : {"shipped", "shipped+pixels-l2", "pixels-l2"})
                VERIFY_SAYS(failureOf([&] { openModel(model, Device::Cuda); }),
                            "InvalidSetting: device: there is no CUDA device that this LibTorch can use; choose cpu");
            return;
        }
        const ModelPtr cpu = openModel("shipped"), cuda = openModel("shipped", Device::Cuda);
        QCOMPARE(cuda->fingerprint(), cpu->fingerprint());
        const Dataset glyphs = openDataset(parseDataSpec("glyphs:alphabet-count=1,characters-per-alphabet=4"));
        const ImageBatch images = cpu->prepare({&glyphs.drawings[0], &glyphs.drawings[1]});
        const Embeddings one = cpu->embed(images), other = cuda->embed(images);
        for (std::size_t i = 0; i < one.values.size(); ++i) QVERIFY(std::abs(one.values[i] - other.values[i]) < 1e-3);
        const float scores[] = {cpu->compare(one, {one, 2, 1}).values[1], cuda->compare(one, {one, 2, 1}).values[1]};
        QVERIFY(std::abs(scores[0] - scores[1]) < 1e-3);
    }

    void mistypedModelsAreAnsweredWithTheNearest() {
        VERIFY_SAYS(failureOf([] { openModel("shiped"); }), "there is no such model. Did you mean shipped?");
        VERIFY_SAYS(failureOf([] { openModel("pixel-l2"); }), "Did you mean pixels-l2?");
        QVERIFY(!failureOf([] { openModel("/no/where.safetensors"); }).contains("mean"));
    }
};

ONESHOT_TEST(TestModels)
#include "tst_models.moc"

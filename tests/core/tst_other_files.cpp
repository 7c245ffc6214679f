#include <QTest>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/files/png.h"
#include "core/tasks/lake_runs.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/tar.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

/// What people give as data that is none: what it is, and what to do.
class TestOtherFiles : public QObject {
    Q_OBJECT

    TemporaryFolder folder_;

    QString says(const std::string& name) const {
        return failureOf([&] { openDataset(parseDataSpec((folder_ / name).string())); });
    }

  private slots:
    void namesFiles_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("remedy");
        const auto row = [](const char* name, const QByteArray& bytes, const char* what, const char* remedy) {
            QTest::newRow(name) << QString(name) << bytes << what << remedy;
        };
        const auto raw = [](const Bytes& bytes) {
            return QByteArray(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));
        };
        row("a.7z", QByteArray("7z\xBC\xAF\x27\x1C\0\x04", 8), "is a 7z archive", "Unpack it and give the folder.");
        row("a.rar", "Rar!\x1A\x07\x01", "is a RAR archive", "Unpack it and give the folder.");
        row("set.zip", "Rar!\x1A\x07\x01", "named .zip", "Unpack it and give the folder.");
        row("a.npy", "\x93NUMPY\x01", "is a NumPy array", "as PNG files, one folder a class");
        row("a.h5", "\x89HDF\r\n\x1A\n", "is an HDF5 file", "as PNG files, one folder a class");
        row("a.onnx", "\x08\x07\x12\x07pytorch", "is an ONNX model", "Give a model by --model");
        row("a.safetensors", QByteArray("\x02\0\0\0\0\0\0\0{}", 10), "is a safetensors file",
            "Give a model by --model");
        row("a.pdf", "%PDF-1.7", "is a PDF document", "Save its pictures as PNG files");
        row("a.png", raw(encodePng(numberedImage(1))), "is a PNG image", "Give the folder around it");
        row("a.txt", "words and words", "is text", "Name it .csv or .tsv");
        row("page.zip", "<!DOCTYPE html><html></html>", "is a web page (HTML)", "Download the file itself");
        row("empty.zip", "", "is an empty file", "Download or copy it again");
        row("a.csv.gz", raw(gzipOf(Bytes(1000, 'x'))), "is a gzip archive of text",
            "Unpack it and give what is in it.");
        const Bytes numpy = bytesOf("\x93NUMPY\x01");
        row("a.npy.gz", raw(gzipOf(numpy)), "is a gzip archive of a NumPy array (npy)",
            "as PNG files, one folder a class");
        row("a.npy.xz", raw(packedBy("xz", numpy)), "is an xz archive of a NumPy array (npy)",
            "as PNG files, one folder a class");
        row("few.csv.bz2", raw(packedBy("bzip2", bytesOf("a,b\n1,x\n"))), "is a bzip2 archive of text",
            "Unpack it and give what is in it.");
        // What is called a table and is none.
        row("a.csv", QByteArray("PK\3\4\0\0[Content_Types].xml", 25), "is an Office document or table",
            "Save the table as a .csv");
        row("b.csv", QByteArray("\x93NUMPY\1\0v\0", 10), "is a NumPy array (npy) named .csv, not a table in text",
            "as PNG files, one folder a class");
        row("c.csv", raw(gzipOf(bytesOf("a,b\n1,x\n"))), "is a gzip archive named .csv",
            "Unpack it and give what is in it.");
        row("d.tsv", "<!DOCTYPE html><html></html>", "is a web page (HTML) named .tsv", "Download the file itself");
        row("e.csv",
            QByteArray("\xFF\xFE"
                       "a\0,\0b\0",
                       8),
            "is text in UTF-16", "Save it in UTF-8");
    }
    void namesFiles() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, what);
        QFETCH(QString, remedy);
        writeFile(folder_ / name.toStdString(), {bytes.begin(), bytes.end()});
        const QString said = says(name.toStdString());
        VERIFY_SAYS(said, "BadData: ");
        VERIFY_SAYS(said, (name + ": is ").toUtf8().constData());
        VERIFY_SAYS(said, what.toUtf8().constData());
        VERIFY_SAYS(said, remedy.toUtf8().constData());
    }

    void namesContainers_data() {
        QTest::addColumn<QStringList>("paths");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("remedy");
        QTest::newRow("archives") << QStringList{"a.zip", "b.tar.gz"}
                                  << "holds archives instead of images: a.zip, b.tar.gz"
                                  << "Choose one of them, or unpack them.";
        QTest::newRow("xlsx") << QStringList{"[Content_Types].xml", "xl/workbook.xml"} << "is an Office document"
                              << "Save the table as a .csv";
        QTest::newRow("docx with a picture")
            << QStringList{"[Content_Types].xml", "word/media/1.png"} << "is an Office document"
            << "Save the table as a .csv";
        QTest::newRow("ods") << QStringList{"META-INF/manifest.xml", "Thumbnails/thumbnail.png"} << "is an OpenDocument"
                             << "Save the table as a .csv";
        QTest::newRow("pt") << QStringList{"net/data.pkl", "net/data/0"} << "is a PyTorch file"
                            << "Give a model by --model";
        QTest::newRow("pt of LibTorch") << QStringList{"archive/data/0", "archive/data.pkl",
                                                       "archive/code/__torch__.py", "archive/constants.pkl",
                                                       "archive/version"}
                                        << "is a PyTorch file"
                                        << "Give a model by --model";
        QTest::newRow("npz") << QStringList{"images.npy", "labels.npy"}
                             << "holds arrays instead of images: images.npy, labels.npy"
                             << "one folder a class";
        QTest::newRow("run") << QStringList{"run.json", "metrics.csv", "checkpoints/last.safetensors"}
                             << "is a run of a training, not data"
                             << "choose its run in the window";
        QTest::newRow("exported model") << QStringList{"model.pt", "weights.safetensors", "README.md"}
                                        << "is an exported model, not data"
                                        << "Give a model by --model";
        QTest::newRow("tables") << QStringList{"iris.csv", "wine.csv"}
                                << "holds tables instead of images: iris.csv, wine.csv"
                                << "Give the path of one of them.";
        QTest::newRow("IDX in an archive") << QStringList{"train-images-idx3-ubyte", "train-labels-idx1-ubyte"}
                                           << "holds IDX files instead of images: "
                                           << "Unpack it and give the folder.";
        QTest::newRow("strokes") << QStringList{"s/Greek/character01/0001_01.txt", "s/Greek/character01/0001_02.txt"}
                                 << "holds strokes, not images"
                                 << "IMAGES:strokes=set.zip";
        QTest::newRow("anything") << QStringList{"a/1.svg", "a/2.svg", "a/1.doc"}
                                  << "holds no images that can be read; it holds 2 .svg files, 1 .doc file"
                                  << "IDX (MNIST)";
    }
    void namesContainers() {
        QFETCH(QStringList, paths);
        QFETCH(QString, what);
        QFETCH(QString, remedy);
        std::vector<ContainedFile> files;
        for (const QString& path : paths) files.push_back({path.toStdString(), encodePng(numberedImage(1))});
        writeZip(folder_ / "set.zip", files);
        const QString said = says("set.zip");
        VERIFY_SAYS(said, "BadData: ");
        VERIFY_SAYS(said, ("set.zip: " + what).toUtf8().constData());
        VERIFY_SAYS(said, remedy.toUtf8().constData());
    }

    /// A table whose first column is called like the signature of another kind.
    void readsTablesThatBeginAsOthers() {
        writeFile(folder_ / "parameters.csv", bytesOf("PAR1,PAR2,label\n1,2,x\n3,4,y\n"));
        QCOMPARE(says("parameters.csv"), QString());
    }

    void tellsLakesRunsFromData() {
        writeZip(folder_ / "runs.zip", tinyLakeRuns(2, 5, "all_runs/"));
        writeFolder(folder_ / "runs", tinyLakeRuns(2, 5));
        for (const std::string name : {"runs.zip", "runs"}) {
            VERIFY_SAYS(says(name), "holds Lake's runs (");
            VERIFY_SAYS(says(name), "), not a set of characters. Give it by --lake");
            QCOMPARE(openLakeRuns(folder_ / name).runs.size(), 2U);
        }
        std::vector<ContainedFile> images = tinyLakeRuns(1, 5);
        std::erase_if(images, [](const ContainedFile& file) { return file.path.ends_with(".txt"); });
        writeZip(folder_ / "images.zip", images);
        VERIFY_SAYS(says("images.zip"), "holds Lake's runs (");
        std::vector<ContainedFile> labelled = tinyOmniglot(1, 2, 2);
        labelled.push_back({"class_labels.txt", bytesOf("cat\ndog\n")});
        writeZip(folder_ / "labelled.zip", labelled);
        QCOMPARE(openDataset(parseDataSpec((folder_ / "labelled.zip").string())).characterCount(), 2);
        writeZip(folder_ / "characters.zip", tinyOmniglot(1, 2, 2));
        VERIFY_SAYS(failureOf([&] { openLakeRuns(folder_ / "characters.zip"); }),
                    "characters.zip: holds no runs. Expected");
        VERIFY_SAYS(failureOf([&] { openLakeRuns(folder_ / "characters.zip"); }),
                    "A set of characters is given by --data.");
    }
};

ONESHOT_TEST(TestOtherFiles)
#include "tst_other_files.moc"

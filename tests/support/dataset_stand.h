#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QtTest>
#include <filesystem>

#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/train_stand.h"
#include "ui/fields/dataset_dialog.h"
#include "ui/fields/dataset_field.h"

namespace oneshot::test {

inline QString textOf(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

/// An archive of that many alphabets of 3 characters by 4 drawers, made once in the folder.
inline QString tinyData(const std::filesystem::path& folder, int alphabets) {
    const auto path = folder / ("images_tiny" + std::to_string(alphabets) + ".zip");
    if (!std::filesystem::exists(path)) writeZip(path, tinyOmniglot(alphabets, 3, 4));
    return textOf(path);
}

/// A field of data with what it shows.
struct DatasetStand {
    explicit DatasetStand(const QString& spec) {
        field.resize(320, 160);
        field.show();
        choice.choose(spec);
    }
    bool ready() {
        return QTest::qWaitFor([&] { return !choice.isOpening(); }, patience);
    }
    ui::DatasetDialog* open() {
        if (!ready()) return nullptr;
        field.detailsAction()->trigger();
        return field.findChild<ui::DatasetDialog*>();
    }

    session::DataChoice choice{fewGlyphs};
    ui::DatasetField field{QStringLiteral("Learn from"), choice};
};

template <typename Widget>
Widget* find(const QWidget* parent, const char* name) {
    auto* widget = parent->findChild<Widget*>(QLatin1String(name));
    if (!widget) qFatal("there is no %s", name);
    return widget;
}

inline void type(const QWidget* parent, const char* name, const QString& text) {
    auto* editor = find<QLineEdit>(parent, name);
    editor->selectAll();
    QTest::keyClick(editor, Qt::Key_Delete);
    QTest::keyClicks(editor, text);
}

inline QString allText(const QWidget* parent) {
    QStringList texts;
    for (const QLabel* label : parent->findChildren<QLabel*>()) texts += label->text();
    return texts.join(u'\n');
}

inline QString specOf(const QWidget* dialog) {
    return find<QLineEdit>(dialog, "dataset.details.spec")->text();
}

}  // namespace oneshot::test

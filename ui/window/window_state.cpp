#include "ui/window/window_state.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QHeaderView>
#include <QMainWindow>
#include <QRegularExpression>
#include <QScreen>
#include <QSplitter>
#include <QStyle>
#include <algorithm>

#include "core/base/error.h"
#include "core/data/data_spec.h"
#include "core/runs/run_directory.h"
#include "ui/session/workspace/workspace.h"
#include "ui/widgets/dialogs.h"
#include "ui/window/preferences.h"

namespace oneshot::ui {
namespace {

using session::DataChoice;
using session::ModelLibrary;
using session::Workspace;

const QString versionKey = QStringLiteral("version");

QString filePath() {
    return QString::fromStdString((homeFolder() / "workbench.ini").string());
}

QString tr(const char* text) {
    return QCoreApplication::translate("oneshot::ui::MainWindow", text);
}

/// Why the file is of no use; empty: it is, or there is none. QSettings itself reads whatever looks like a line.
QString faultOf(const QString& path, int version) {
    QFile file(path);
    if (!file.exists()) return {};
    if (!file.open(QIODevice::ReadOnly)) return tr("it cannot be read");
    if (file.size() > 0 && file.peek(file.size()).contains('\0')) return tr("it is damaged");
    const QSettings settings(path, QSettings::IniFormat);
    if (settings.status() != QSettings::NoError || (file.size() > 0 && settings.allKeys().isEmpty()))
        return tr("it is damaged");
    if (settings.value(versionKey, version).toInt() != version) return tr("it is of another version of the program");
    return {};
}

/// Sets a file aside that is of no use. Returns what a person should hear of it.
QString makeUsable(int version) {
    const QString path = filePath();
    const QString fault = faultOf(path, version);
    if (fault.isEmpty()) return {};
    const QString aside = path + QStringLiteral(".old");
    QFile::remove(aside);
    const bool moved = QFile::rename(path, aside);
    return tr("The window's settings were not used (%1).").arg(fault) +
           (moved ? u' ' + tr("They are kept as %1.").arg(QFileInfo(aside).fileName()) : QString());
}

/// Whether what the SPEC names is still there.
bool exists(const QString& spec) {
    try {
        const DataSpec data = parseDataSpec(spec.toStdString());
        return data.isGlyphs() || QFileInfo::exists(QString::fromStdString(data.path));
    } catch (const Error&) {
        return false;
    }
}

QList<QSplitter*> namedSplitters(const QMainWindow& window) {
    return window.findChildren<QSplitter*>(QRegularExpression(QStringLiteral(".")));
}

QString splitterKey(const QSplitter& splitter) {
    return QStringLiteral("splitter/") + splitter.objectName();
}

/// Headers of tables whose columns a person chooses; a header without a name is remembered by nobody.
QList<QHeaderView*> namedHeaders(const QMainWindow& window) {
    return window.findChildren<QHeaderView*>(QRegularExpression(QStringLiteral("\\.columns$")));
}

QString headerKey(const QHeaderView& header) {
    return QStringLiteral("header/") + header.objectName();
}

/// The size of a first start: no larger than the screen has room for, with a frame around it.
QSize firstSize(const QWidget& window) {
    const int frame = 2 * window.style()->pixelMetric(QStyle::PM_TitleBarHeight);
    return QSize(1280, 800)
        .boundedTo(window.screen()->availableSize() - QSize(frame / 2, frame))
        .expandedTo(window.minimumSize());
}

}  // namespace

WindowState::WindowState()
    : firstStart_(!QFile::exists(filePath())),
      problem_(makeUsable(version)),
      settings_(filePath(), QSettings::IniFormat) {
    if (!problem_.isEmpty()) settings_.clear();  // what QSettings remembers of the file that was set aside
    settings_.setValue(versionKey, version);
}

QString WindowState::text(const char* key, const QString& otherwise) const {
    return settings_.value(QLatin1String(key), otherwise).toString();
}

void WindowState::set(const char* key, const QVariant& value) {
    settings_.setValue(QLatin1String(key), value);
}

QString WindowState::forget(const QString& text) {
    const auto holds = [&](const QString& item) { return item.contains(text); };
    for (const QString& key : settings_.allKeys()) {
        const QVariant value = settings_.value(key);
        if (value.typeId() == QMetaType::QStringList) {
            QStringList items = value.toStringList();
            if (items.removeIf(holds) > 0) settings_.setValue(key, items);
        } else if (value.typeId() == QMetaType::QVariantMap) {
            QVariantMap items = value.toMap();
            if (items.removeIf([&](const auto& item) { return holds(item.value().toString()); }) > 0)
                settings_.setValue(key, items);
        } else if (holds(value.toString())) {
            settings_.remove(key);
        }
    }
    QVariantMap folders = dialogFolders();
    folders.removeIf([&](const auto& item) { return holds(item.value().toString()); });
    setDialogFolders(folders);
    settings_.sync();
    QFile aside(filePath() + QStringLiteral(".old"));
    if (aside.open(QIODevice::ReadOnly) && aside.readAll().contains(text.toUtf8())) aside.remove();
    return settings_.status() == QSettings::NoError ? QString() : tr("The window's settings could not be written.");
}

int WindowState::number(const char* key, int low, int high, int otherwise) const {
    bool isNumber = false;
    const int value = text(key).toInt(&isNumber);
    return isNumber && value >= low && value <= high ? value : otherwise;
}

Preferences WindowState::preferences() const {
    const Preferences defaults;
    Preferences kept;
    kept.theme = static_cast<Theme>(number("theme", 0, 2, static_cast<int>(defaults.theme)));
    kept.threads = number("threads", 0, Preferences::maxThreads, defaults.threads);
    kept.smoothing = number("smoothing", 0, Preferences::maxSmoothing, defaults.smoothing);
    kept.notifies = number("notify", 0, 1, defaults.notifies) == 1;
    return kept;
}

void WindowState::setPreferences(const Preferences& preferences) {
    set("theme", static_cast<int>(preferences.theme));
    set("threads", preferences.threads);
    set("smoothing", preferences.smoothing);
    set("notify", preferences.notifies ? 1 : 0);
}

QStringList WindowState::recent(const char* key) const {
    return settings_.value(QStringLiteral("recent/") + QLatin1String(key)).toStringList();
}

void WindowState::addRecent(const char* key, const QString& item) {
    QStringList items = recent(key);
    items.removeAll(item);
    items.prepend(item);
    if (items.size() > maxRecent) items.resize(maxRecent);
    settings_.setValue(QStringLiteral("recent/") + QLatin1String(key), items);
}

QString WindowState::restoreChoices(Workspace& workspace) {
    DataChoice &background = workspace.background(), &validation = workspace.validation();
    QString notice = problem_;
    background.chooseGlyphs();
    for (const QString& gone : {restore(background, "dataset", false), restore(validation, "validation", true)})
        if (!gone.isEmpty()) notice = tr("%1 is no longer there; the built-in glyphs are used instead.").arg(gone);
    for (DataChoice* choice : {&background, &validation}) {
        choice->setRecent(recent("datasets"));
        QObject::connect(choice, &DataChoice::datasetChanged, &workspace,
                         [this, &workspace, choice] { rememberData(workspace, *choice); });
    }
    workspace.models().offer(recent("models"));
    QObject::connect(&workspace, &Workspace::modelChanged, &workspace, [this, &workspace] {
        if (workspace.model() && QFileInfo(workspace.modelId()).isAbsolute()) addRecent("models", workspace.modelId());
    });
    const QString model = text("model", ModelLibrary::shipped);
    const auto entries = workspace.models().entries();
    if (model != workspace.modelId() && std::ranges::find(entries, model, &session::ModelEntry::id) != entries.end())
        workspace.chooseModel(model);
    return notice;
}

QString WindowState::restore(DataChoice& choice, const char* key, bool mayBeEmpty) const {
    const QString none = QStringLiteral("\n");  // no SPEC: tells "nothing" from "never chosen"
    const QString spec = text(key, none);
    if (spec == none || spec == choice.spec() || (spec.isEmpty() && !mayBeEmpty)) return {};
    if (!spec.isEmpty() && !exists(spec)) return spec;
    choice.choose(spec);
    return {};
}

void WindowState::rememberData(Workspace& workspace, const DataChoice& opened) {
    if (!opened.dataset() || opened.isGlyphs()) return;
    addRecent("datasets", opened.spec());
    for (DataChoice* choice : {&workspace.background(), &workspace.validation()}) choice->setRecent(recent("datasets"));
}

void WindowState::saveChoices(const Workspace& workspace) {
    if (!workspace.background().isOpening()) set("dataset", workspace.background().spec());
    if (!workspace.validation().isOpening()) set("validation", workspace.validation().spec());
    // The next start knows no live model, but the run that it is of.
    const bool live = workspace.modelId() == ModelLibrary::live;
    const QString model = live ? workspace.modelRun() : workspace.modelId();
    if (!model.isEmpty()) set("model", model);
}

void WindowState::restoreLayout(QMainWindow& window) const {
    if (!window.restoreGeometry(settings_.value(QStringLiteral("geometry")).toByteArray()))
        window.resize(firstSize(window));
    setDialogFolders(settings_.value(QStringLiteral("folders")).toMap());
    for (QSplitter* splitter : namedSplitters(window))
        splitter->restoreState(settings_.value(splitterKey(*splitter)).toByteArray());
    for (QHeaderView* header : namedHeaders(window))
        header->restoreState(settings_.value(headerKey(*header)).toByteArray());
}

void WindowState::saveLayout(const QMainWindow& window) {
    settings_.setValue(QStringLiteral("geometry"), window.saveGeometry());
    settings_.setValue(QStringLiteral("folders"), dialogFolders());
    for (const QSplitter* splitter : namedSplitters(window))
        settings_.setValue(splitterKey(*splitter), splitter->saveState());
    for (const QHeaderView* header : namedHeaders(window)) settings_.setValue(headerKey(*header), header->saveState());
}

}  // namespace oneshot::ui

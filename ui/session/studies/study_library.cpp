#include "ui/session/studies/study_library.h"

#include <algorithm>
#include <exception>
#include <tuple>
#include <utility>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/base/save_file.h"
#include "core/base/text.h"
#include "core/study/shipped_studies.h"
#include "core/study/study_file.h"
#include "ui/session/common/words.h"
#include "ui/session/trials/trial_store.h"

namespace oneshot::session {
namespace {

namespace fs = std::filesystem;

const QString shippedPrefix = QStringLiteral("shipped:");

/// read() returns the study.
template <typename Read>
StudyEntry entryOf(const QString& id, const QString& name, Read read) {
    StudyEntry entry;
    entry.id = id;
    entry.name = name;
    entry.isShipped = id.startsWith(shippedPrefix);
    try {
        entry.study = std::make_shared<const Study>(read());
        entry.name = QString::fromStdString(entry.study->name);
        entry.version = entry.study->version;
        entry.sha256 = QString::fromStdString(contentSha256(*entry.study));
    } catch (const std::exception& error) {
        entry.problem = failureText(error);
    }
    return entry;
}

QString idOf(const fs::path& file) {
    return QString::fromStdString(file.filename().string());
}

std::vector<StudyEntry> entriesOf(const fs::path& folder) {
    std::vector<StudyEntry> entries;
    for (const std::string& name : shippedStudyNames()) {
        const QString title = QString::fromStdString(name);
        entries.push_back(entryOf(shippedPrefix + title, title, [&] { return shippedStudy(name); }));
    }
    std::error_code failed;
    for (fs::directory_iterator file(folder, failed), end; !failed && file != end; file.increment(failed)) {
        const fs::path path = file->path();
        if (path.extension() != ".json" || path.filename().string().starts_with('.')) continue;
        entries.push_back(entryOf(idOf(path), idOf(path.stem()), [&] { return readStudy(path); }));
    }
    std::ranges::sort(entries, [](const StudyEntry& a, const StudyEntry& b) {
        return std::tuple(a.name, -a.version, a.id) < std::tuple(b.name, -b.version, b.id);
    });
    return entries;
}

/// A file's name for a study: its own name in any script, without what file systems refuse.
std::string fileNameOf(const Study& study) {
    constexpr qsizetype most = 60;  // characters: well below the 255 bytes of a name
    QString name = QString::fromStdString(study.name).left(most).trimmed();
    for (QChar& character : name)
        if (QStringLiteral("/\\:*?\"<>|").contains(character) || !character.isPrint()) character = u'-';
    while (name.startsWith(u'.')) name.remove(0, 1);
    return name.isEmpty() ? "study" : name.toStdString();
}

/// A name in the folder that is free: "NAME.json", "NAME 2.json", ...
fs::path freeFile(const fs::path& folder, const std::string& name, const std::string& ending) {
    fs::path file = folder / (name + ending);
    std::error_code none;
    for (int number = 2; fs::exists(fs::symlink_status(file, none)); ++number)
        file = folder / (name + ' ' + std::to_string(number) + ending);
    return file;
}

Error cannot(const fs::path& path, const QString& problem, const std::error_code& why) {
    return Error(ErrorCode::Failed, path.string(), problem.toStdString() + ": " + why.message(),
                 StudyLibrary::tr("Allow writing to the folder that it lies in, then try again.").toStdString());
}

void makeFolder(const fs::path& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) throw cannot(folder, StudyLibrary::tr("the folder cannot be made"), failed);
}

std::vector<int> versionsUsed(const fs::path& trials, const std::string& study) {
    std::error_code none;
    if (!fs::exists(trials, none)) return {};
    return TrialStore(trials).versionsUsed(QString::fromStdString(study));
}

/// The version that a study gets whose content is new: above those of sessions and of files of the same name.
int newVersion(const Study& study, const fs::path& folder, const fs::path& trials) {
    const std::vector<int> used = versionsUsed(trials, study.name);
    int last = used.empty() ? 0 : used.back();
    for (const StudyEntry& known : entriesOf(folder))
        if (known.study && known.study->name == study.name) last = std::max(last, known.version);
    return last + 1;
}

}  // namespace

StudyLibrary::StudyLibrary(fs::path folder, fs::path trials) : folder_(std::move(folder)), trials_(std::move(trials)) {}

void StudyLibrary::list() {
    queue_.run([folder = folder_] { return entriesOf(folder); },
               [this](const std::vector<StudyEntry>& entries) { Q_EMIT listed(entries); },
               [this](const QString& why) { Q_EMIT failed(why); });
}

/// work() runs on the queue's thread; it returns where the study is now, or nothing.
void StudyLibrary::change(std::function<QString()> work) {
    queue_.run(
        std::move(work),
        [this](const QString& id) {
            if (!id.isEmpty()) Q_EMIT stored(id);
        },
        [this](const QString& why) { Q_EMIT failed(why); });
    list();
}

void StudyLibrary::import(const QString& path) {
    change([this, file = fs::path(path.toStdString())] { return importInto(file); });
}

QString StudyLibrary::importInto(const fs::path& file) const {
    const Study study = readStudy(file);
    for (const StudyEntry& known : entriesOf(folder_))
        if (known.study && *known.study == study) return known.id;
    makeFolder(folder_);
    const fs::path target = freeFile(folder_, fileNameOf(study), ".json");
    writeStudy(target, study);
    return idOf(target);
}

void StudyLibrary::save(const Study& study, const QString& id) {
    change([this, study, id] { return saveInto(study, id); });
}

QString StudyLibrary::saveInto(Study study, const QString& id) const {
    makeFolder(folder_);
    if (id.isEmpty() || id.startsWith(shippedPrefix)) {
        study.version = newVersion(study, folder_, trials_);
        const fs::path file = freeFile(folder_, fileNameOf(study), ".json");
        writeStudy(file, study);
        return idOf(file);
    }
    const fs::path file = folder_ / id.toStdString();
    const Study before = readStudy(file);
    study = versionAfter(std::move(study), before);
    if (study.version == before.version) return id;  // it says what it said
    study.version = std::max(study.version, newVersion(study, folder_, trials_));
    requireNone(validate(study));
    const std::vector<int> used = versionsUsed(trials_, before.name);
    if (std::ranges::find(used, before.version) != used.end())
        writeStudy(freeFile(folder_, file.stem().string() + ".v" + std::to_string(before.version), ".json"), before);
    writeStudy(file, study);
    return id;
}

void StudyLibrary::remove(const QString& id) {
    if (id.isEmpty() || id.startsWith(shippedPrefix)) return;
    change([this, id] {
        const fs::path file = folder_ / id.toStdString(), trash = folder_ / ".trash";
        makeFolder(trash);
        const fs::path target = freeFile(trash, file.stem().string(), ".json");
        std::error_code failed;
        fs::rename(file, target, failed);
        if (failed) throw cannot(file, tr("the study cannot be moved to the trash"), failed);
        removed_[id] = target;
        return QString();
    });
}

void StudyLibrary::putBack(const QString& id) {
    change([this, id] {
        const auto removed = removed_.find(id);
        if (removed == removed_.end()) return QString();
        const fs::path file = folder_ / id.toStdString();
        std::error_code failed;
        if (fs::exists(fs::symlink_status(file, failed)))
            throw Error(ErrorCode::Failed, file.string(), tr("another study stands there now").toStdString(),
                        tr("Move that away, then put the study back.").toStdString());
        fs::rename(removed->second, file, failed);
        if (failed) throw cannot(removed->second, tr("the study cannot be put back"), failed);
        removed_.erase(removed);
        return id;
    });
}

}  // namespace oneshot::session

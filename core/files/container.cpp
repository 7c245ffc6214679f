#include "core/files/container.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "core/base/near_name.h"
#include "core/base/parallel.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/files/archive_entries.h"
#include "core/files/container_names.h"
#include "core/files/folder_entries.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;
using Links = ContainerRequest::Links;

constexpr const char* drawingsAlone = "Choose the archive or folder that holds the drawings alone.";

/// A path without empty and "." parts, which ends with its first part that isSystemName().
struct CleanPath {
    std::string path;
    bool isSystem = false;
};

/// Throws if the path leads out of the container.
CleanPath cleaned(const std::string& path, const std::string& container) {
    const auto climbs = [&] {
        return Error(ErrorCode::BadData, container,
                     fmt::format("holds the path \"{}\", which leads out of it", validUtf8(path)),
                     "Do not trust this archive; get it from its source again.");
    };
    if (path.starts_with('/')) throw climbs();
    CleanPath result;
    for (const std::string& part : split(path, '/')) {
        if (part == "..") throw climbs();
        if (part.empty() || part == "." || result.isSystem) continue;
        result.isSystem = isSystemName(part);
        if (!result.path.empty()) result.path += '/';
        result.path += part;
    }
    return result;
}

const char* linkRemedy(Links links, bool isFolder) {
    if (links == Links::Refused) return "Put what it points to in its place, or take it out.";
    return isFolder ? "Add links=follow to the data's path, put what it points to in its place, or take it out."
                    : "Unpack the archive and give the folder, whose links can be followed, or take it out.";
}

/// "Did you mean train.zip? ", by the names beside the missing path; empty if none is close.
std::string guessFor(const fs::path& missing) {
    std::vector<std::string> known{"glyphs"};  // not a path, but mistyped it looks like one
    std::error_code ignored;
    for (fs::directory_iterator it(missing.parent_path(), ignored), end; !ignored && it != end; it.increment(ignored))
        if (const std::string name = it->path().filename().string(); isUtf8(name) && !isSystemName(name))
            known.push_back(name);
    return didYouMean(missing.filename().string(), known);
}

/// The path without a slash at its end.
std::string nameOf(const fs::path& container) {
    return validUtf8((container.has_filename() ? container : container.parent_path()).string());
}

std::unique_ptr<EntryReader> readerOf(const fs::path& container, Links links) {
    if (!fs::exists(container))
        throw Error(ErrorCode::BadData, nameOf(container), "does not exist",
                    guessFor(container) + "Give the path of an archive or of a folder.");
    if (fs::is_directory(container)) return folderReader(container, links == Links::Followed);
    if (!fs::is_regular_file(container))
        throw Error(ErrorCode::BadData, nameOf(container), "is neither a file nor a folder");
    return archiveReader(container);
}

/// True for a link that can be followed.
bool offersLinks(const Error& problem) {
    return problem.remedy().find("links=follow") != std::string::npos;
}

std::string remedyOf(const std::vector<Error>& problems, bool canBeLeftOut) {
    const auto links = std::ranges::count_if(problems, offersLinks);
    if (links == std::ssize(problems))
        return "Add links=follow to the data's path, put in their place what they point to, or take them out.";
    return std::string("Repair them or take them out") +
           (canBeLeftOut ? ", or leave them out by skip-damaged=yes." : ".") +
           (links > 0 ? " With links=follow links are read." : "");
}

}  // namespace

Container::Container(const fs::path& path, const ContainerRequest& request) try
    : Container(nameOf(path), readerOf(path, request.links), fs::is_directory(path), request) {
} catch (const fs::filesystem_error& error) {
    throw Error(ErrorCode::BadData, nameOf(path), "cannot be read: " + error.code().message(),
                "Check the path and its permissions.");
}

Container::Container(std::span<const std::uint8_t> archive, const std::string& name, const ContainerRequest& request)
    : Container(name, archiveReader(archive, name), false, request) {}

Container::Container(const std::string& name, std::unique_ptr<EntryReader> reader, bool isFolder,
                     const ContainerRequest& request)
    : name_(name), limits_(request.limits), reader_(std::move(reader)) {
    const std::vector<ContainerEntry> entries = reader_->list(limits_.entries, request.onProgress);
    entryCount_ = entries.size();
    if (std::ssize(entries) > limits_.entries)
        throw Error(ErrorCode::BadData, name_, fmt::format("holds more than {} files and folders", limits_.entries),
                    drawingsAlone);

    std::vector<std::size_t> visible;  // indices of entries that are not hidden or left behind by a system
    std::vector<std::string> paths;    // of these
    std::set<std::string> systemFiles;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        CleanPath path = cleaned(entries[i].path, name_);
        if (path.isSystem) systemFiles.insert(validUtf8(path.path));
        if (path.isSystem || path.path.empty()) continue;
        visible.push_back(i);
        paths.push_back(std::move(path.path));
    }
    content_.systemFiles.assign(systemFiles.begin(), systemFiles.end());
    const DecodedPaths decoded = decodePaths(std::move(paths));
    content_.codePage = decoded.codePage;
    const char* const remedyOfLinks = linkRemedy(request.links, isFolder);
    for (std::size_t i = 0; i < visible.size(); ++i) {
        const ContainerEntry& entry = entries[visible[i]];
        add(entry, visible[i], decoded.paths[i], problemOf(entry, decoded.paths[i], remedyOfLinks), request);
    }
    std::ranges::sort(files_, {}, &File::path);
    const auto twice = std::ranges::adjacent_find(files_, {}, &File::path);
    if (twice != files_.end())
        throw Error(ErrorCode::BadData, name_, fmt::format("holds {} twice", twice->path),
                    "Keep one of them, or give each a name of its own.");
    for (const File& file : files_) content_.files.push_back(file.path);
    std::ranges::sort(content_.otherFiles);
    std::ranges::sort(content_.folders);
    std::ranges::sort(content_.unreadable, {}, &Error::where);
}

Container::~Container() = default;

void Container::add(const ContainerEntry& entry, std::size_t index, const std::string& path,
                    std::optional<Error> problem, const ContainerRequest& request) {
    using Kind = ContainerEntry::Kind;
    if (entry.kind == Kind::File && !isUtf8(entry.path)) ++content_.decodedFiles;
    if (entry.kind != Kind::Folder && entry.kind != Kind::Other && request.wanted(path)) {
        if (!problem && entry.size > limits_.fileBytes)
            problem = errorOf(path, fmt::format("is larger than {} bytes", limits_.fileBytes),
                              "Give a smaller file, or take it out.");
        if (!problem) wantedBytes_ += std::max<std::int64_t>(0, entry.size);
        if (wantedBytes_ > limits_.totalBytes)
            throw Error(ErrorCode::BadData, name_, fmt::format("holds more than {} bytes", limits_.totalBytes),
                        drawingsAlone);
        files_.push_back({path, index, std::move(problem)});
    } else if (problem) {
        content_.unreadable.push_back(std::move(*problem));
    } else {
        (entry.kind == Kind::Folder ? content_.folders : content_.otherFiles).push_back(path);
    }
}

Error Container::errorOf(const std::string& path, const std::string& problem, const std::string& remedy) const {
    return Error(ErrorCode::BadData, name_ + "/" + path, problem, remedy);
}

/// The problem of an entry, as far as its header shows one. Throws if nothing of the container can be read.
std::optional<Error> Container::problemOf(const ContainerEntry& entry, const std::string& path,
                                          const char* remedyOfLinks) const {
    if (entry.kind == ContainerEntry::Kind::EncryptedFile)
        throw Error(ErrorCode::BadData, name_, "is encrypted", "Unpack it with its password and give the folder.");
    if (entry.problem) return errorOf(path, entry.problem->problem(), entry.problem->remedy());
    if (entry.kind != ContainerEntry::Kind::Link) return std::nullopt;
    return errorOf(path, "is a link, and links are not followed", remedyOfLinks);
}

void Container::read(const std::vector<bool>& chosen, const std::function<void(std::size_t, ContainedFile)>& take) {
    std::vector<bool> chosenEntries(entryCount_);
    std::vector<std::size_t> fileOf(entryCount_);
    for (std::size_t file = 0; file < chosen.size(); ++file) {
        if (!chosen[file]) continue;
        const auto& [path, entry, problem] = files_[file];
        if (problem) take(file, {path, {}, problem});
        chosenEntries[entry] = !problem;
        fileOf[entry] = file;
    }
    reader_->read(chosenEntries, limits_.fileBytes, [&](std::size_t entry, EntryBytes content) {
        const std::string& path = files_[fileOf[entry]].path;
        std::optional<Error> problem;
        if (content.problem) problem = errorOf(path, content.problem->problem(), content.problem->remedy());
        take(fileOf[entry], {path, std::move(content.bytes), std::move(problem)});
    });
}

void Container::workOn(const std::vector<bool>& chosen,
                       const std::function<void(std::size_t, const ContainedFile&)>& work,
                       const std::function<void(std::int64_t, std::int64_t)>& progress) {
    constexpr std::int64_t batchBytes = 32 << 20;
    const std::int64_t total = std::ranges::count(chosen, true);
    std::vector<std::pair<std::size_t, ContainedFile>> batch;
    std::int64_t bytes = 0, done = 0;
    const auto finishBatch = [&] {
        std::function<void(std::int64_t, std::int64_t)> report;
        if (progress) report = [&](std::int64_t inBatch, std::int64_t) { progress(done + inBatch, total); };
        parallelFor(
            std::ssize(batch), [&](std::int64_t i) { work(batch[i].first, batch[i].second); }, report);
        done += std::ssize(batch);
        bytes = 0;
        batch.clear();
    };
    read(chosen, [&](std::size_t index, ContainedFile file) {
        if (progress) progress(done, total);
        bytes += std::ssize(file.bytes) + static_cast<std::int64_t>(sizeof batch.front());
        batch.emplace_back(index, std::move(file));
        if (bytes >= batchBytes) finishBatch();
    });
    finishBatch();
}

Error unreadableFiles(const std::vector<Error>& problems, std::int64_t fileCount, const std::string& container,
                      bool canBeLeftOut) {
    constexpr std::size_t maxShown = 10;
    const Error& first = problems.front();
    if (problems.size() == 1) {
        const bool offersToLeaveOut = canBeLeftOut && !offersLinks(first);
        return Error(first.code(), first.where(), first.problem(),
                     first.remedy() + (offersToLeaveOut ? " skip-damaged=yes leaves it out." : ""));
    }
    std::string text =
        fmt::format("holds {} files that cannot be read, of {}:", grouped(std::ssize(problems)), grouped(fileCount));
    for (std::size_t i = 0; i < std::min(problems.size(), maxShown); ++i)
        text += fmt::format("\n  {} {}", pathWithin(container, problems[i].where()), problems[i].problem());
    if (problems.size() > maxShown)
        text += fmt::format("\n  and {} more", grouped(std::ssize(problems) - std::int64_t{maxShown}));
    return Error(ErrorCode::BadData, container, text, remedyOf(problems, canBeLeftOut));
}

std::string pathWithin(const std::string& container, const std::string& where) {
    return where.starts_with(container + "/") ? where.substr(container.size() + 1) : where;
}

}  // namespace oneshot

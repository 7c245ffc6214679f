#include "ui/session/runs/search_watch.h"

#include <algorithm>
#include <chrono>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/runs/run_lock.h"

namespace oneshot::session {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds lookInterval{1};

SearchFactsPtr readFacts(const fs::path& directory, std::string stamp, bool running) {
    auto facts = std::make_shared<SearchFacts>();
    facts->directory = directory;
    facts->stamp = std::move(stamp);
    facts->running = running;
    try {
        facts->search = readSearch(directory);
    } catch (const Error& error) {
        facts->problem = QString::fromUtf8(error.what());
    }
    return facts;
}

/// Those of `known` that are as they were are the same objects.
std::vector<SearchFactsPtr> lookAt(const fs::path& folder, const std::vector<SearchFactsPtr>& known) {
    std::vector<SearchFactsPtr> found;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
        const fs::path directory = entry->path();
        const std::string stamp = fileStamp(directory / "search.json");
        if (stamp.empty()) continue;
        const bool running = isLocked(directory);
        const auto same = std::ranges::find_if(known, [&](const SearchFactsPtr& facts) {
            return facts->directory == directory && facts->stamp == stamp && facts->running == running;
        });
        found.push_back(same != known.end() ? *same : readFacts(directory, stamp, running));
    }
    std::ranges::sort(found, [](const SearchFactsPtr& a, const SearchFactsPtr& b) {
        return std::tie(a->search.startedUtc, a->directory) > std::tie(b->search.startedUtc, b->directory);
    });
    return found;
}

}  // namespace

int SearchFacts::ended() const {
    return static_cast<int>(std::ranges::count_if(search.trials, &SearchTrial::ended));
}

SearchWatch::SearchWatch(fs::path folder) : folder_(std::move(folder)) {
    timer_.setInterval(lookInterval);
    connect(&timer_, &QTimer::timeout, this, &SearchWatch::look);
}

void SearchWatch::setWatching(bool on) {
    if (on == timer_.isActive()) return;
    if (!on) return timer_.stop();
    timer_.start();
    look();
}

void SearchWatch::look() {
    if (worker_.busy()) return;
    worker_.run([folder = folder_, known = searches_](const Worker::Control&) { return lookAt(folder, known); },
                [this](const std::vector<SearchFactsPtr>& found) {
                    if (looked_ && found == searches_) return;
                    looked_ = true;
                    searches_ = found;
                    Q_EMIT changed();
                });
}

}  // namespace oneshot::session

#pragma once

#include <QObject>
#include <QTimer>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/search/search_record.h"
#include "ui/session/common/worker.h"

namespace oneshot::session {

/// A search as its folder tells of it.
struct SearchFacts {
    std::filesystem::path directory;
    std::string stamp;     ///< of the file that this was read from
    Search search;         ///< empty with a problem
    bool running = false;  ///< some process searches there
    QString problem;       ///< why it cannot be read, in full words

    int ended() const;  ///< how many of its trials have ended
    bool complete() const { return ended() >= search.trialCount; }
};
using SearchFactsPtr = std::shared_ptr<const SearchFacts>;

/// Looks at the searches of a folder, whoever does them, on a thread of its own: once a second while it is watching.
/// All methods are for the thread it lives on.
class SearchWatch : public QObject {
    Q_OBJECT
  public:
    explicit SearchWatch(std::filesystem::path folder);

    void setWatching(bool);
    const std::vector<SearchFactsPtr>& searches() const { return searches_; }  ///< newest first
    bool looked() const { return looked_; }                                    ///< at the folder, once

  Q_SIGNALS:
    void changed();  ///< of searches() or looked()

  private:
    void look();

    std::filesystem::path folder_;
    std::vector<SearchFactsPtr> searches_;
    bool looked_ = false;
    QTimer timer_;
    Worker worker_{Worker::Priority::Background};
};

}  // namespace oneshot::session

#pragma once

#include <QObject>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "core/search/search.h"
#include "core/search/variations.h"
#include "core/training/pause_token.h"
#include "ui/session/common/worker.h"
#include "ui/session/training/training_session.h"

namespace oneshot::session {

/// Trainings and searches one after another in the background, as the command line does them. Jobs lists each, and a
/// person cancels each there: what was trained is saved. One that fails is told of, and the next begins. While a
/// training of the session runs, the one at work is held and none begins. Lives on the GUI thread; only the destructor
/// blocks, until the one at work is saved.
class TrainingQueue : public QObject {
    Q_OBJECT
  public:
    /// The session must outlive the queue.
    explicit TrainingQueue(const TrainingSession&);
    ~TrainingQueue() override;

    /// open: data that need not be read again. The run is given the variant's title.
    void add(const Variant&, const OpenData& open = {});
    void addSearch(SearchRequest);
    void resumeSearch(const std::filesystem::path& directory, std::optional<int> trials = {});
    void stopSearch(const std::filesystem::path& directory);  ///< it can go on later

    std::size_t count() const { return members_.size(); }            ///< at work or waiting
    bool holds(const std::filesystem::path& searchDirectory) const;  ///< the search is at work or waits

  Q_SIGNALS:
    void changed();  ///< one was added, began, ended or was cancelled
    /// What became of one, in full words.
    void told(const QString& sentence, bool fault);

  private:
    class Observer;
    struct Member;
    /// Trains; returns what a person hears of it.
    using Work = std::function<QString(const Worker::Control&, PauseToken&)>;

    void add(const QString& title, const std::filesystem::path& search, Work);
    void next();    ///< begins the first one, unless one is at work or the session trains
    void follow();  ///< the session
    void cancel(int number);
    void end(const QString& sentence, bool fault);

    const TrainingSession& training_;
    std::deque<std::unique_ptr<Member>> members_;  ///< the first one is at work while worker_ is busy
    int added_ = 0, percent_ = 0;
    PauseToken pause_;
    Worker worker_{Worker::Priority::Background};  ///< last: it has ended before what it uses goes
};

}  // namespace oneshot::session

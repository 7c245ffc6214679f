#pragma once

#include <QMutex>
#include <QObject>
#include <QStringList>
#include <filesystem>

#include "ui/session/common/job_queue.h"

namespace oneshot::session {

/// What the program warned of and what failed: the last lines in memory, and a file that is begun anew when it is full,
/// the one before it kept as NAME.old. The first log of a process also takes what Qt warns of while it lives, and hands
/// that on to who took it before.
class Log : public QObject {
    Q_OBJECT
  public:
    static constexpr int maxLines = 2000;
    static constexpr std::uintmax_t maxFileBytes = 1 << 20;

    /// file: made with its folder when there is a first line.
    explicit Log(std::filesystem::path file);
    ~Log() override;  ///< waits until the file holds all lines

    void add(const QString& text);     ///< as a line with the time; from any thread
    QStringList lines() const;         ///< the oldest first; from any thread
    void forget(const QString& text);  ///< removes the lines that hold it, in memory and in both files
    const std::filesystem::path& file() const { return file_; }
    const QString& fileProblem() const { return fileProblem_; }  ///< why the file lacks lines; empty: it has them all

  Q_SIGNALS:
    void changed();  ///< on the thread of this object: lines() has more, or fileProblem() is another

  private:
    void write();

    std::filesystem::path file_;
    QString fileProblem_;
    mutable QMutex mutex_;  ///< protects the three below
    QStringList lines_, unwritten_;
    bool announced_ = false;                          ///< a call of write() is on its way
    JobQueue queue_{JobQueue::Priority::Background};  ///< last: its jobs end before what they use goes
};

}  // namespace oneshot::session

#pragma once

#include <QString>
#include <map>
#include <vector>

#include "core/study/study.h"
#include "ui/session/trials/trial_record.h"

namespace oneshot::ui {

/// A study of stored sessions, as their protocol tells it, and how far it is.
struct SessionStudy {
    QString key;  ///< the same for sessions of the same protocol
    QString name;
    int version = 0;
    bool isBlinded = false;  ///< its protocol says so, and the experimenter has not unblinded any of its sessions
    int planned = 0;         ///< people; 0: not said
    int done = 0;            ///< people with a complete session that counts
    int excluded = 0;        ///< others, with a complete session that is excluded
    int unfinished = 0;      ///< the rest
    std::vector<ReferenceFigure> figures;
    std::vector<qint64> sessions;  ///< newest first

    QString title() const;     ///< "Reading and shapes, version 2"
    QString progress() const;  ///< "12 of 20 people, 1 excluded, 1 unfinished"
};

/// The studies that sessions were done by. Reads each protocol once.
class SessionStudies {
  public:
    /// Takes sessions, newest first.
    void setSessions(const std::vector<session::SessionRecord>&);

    const std::vector<SessionStudy>& all() const { return studies_; }  ///< that with the newest session first
    const SessionStudy* of(const session::SessionRecord&) const;       ///< null: done with own settings
    bool isBlinded(const session::SessionRecord&) const;

  private:
    /// What a protocol says that the sessions' rows do not.
    struct Protocol {
        bool blinded = false;
        int planned = 0;
        std::vector<ReferenceFigure> figures;
    };

    const Protocol& protocolOf(const session::StudyUse&);

    std::map<QString, Protocol> protocols_;  ///< by key
    std::vector<SessionStudy> studies_;
};

}  // namespace oneshot::ui

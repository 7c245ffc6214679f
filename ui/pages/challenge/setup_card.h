#pragma once

#include <QFrame>
#include <vector>

#include "ui/session/trials/trial_record.h"

class QLabel;
class QVBoxLayout;

namespace oneshot::ui {

class SetupField;

/// A card of the form that sets a session up: a title, and below it fields for a part of the settings.
class SetupCard : public QFrame {
    Q_OBJECT
  public:
    /// Writes this part of the settings.
    virtual void writeTo(session::ChallengeSettings&) const = 0;
    /// Takes over how an earlier session was done, as far as it is asked here.
    virtual void adopt(const session::ChallengeSettings&) {}
    /// Says what keeps a session from starting, the first from the top; empty: nothing here.
    virtual QString problem() const;

  Q_SIGNALS:
    void changed();  ///< the settings, or what is wrong with them

  protected:
    explicit SetupCard(const QString& title, QWidget* parent = nullptr);

    SetupField* addField(SetupField*);  ///< is checked whenever one of them changes
    QLabel* addNote(const QString& text = {});
    void check();

    QVBoxLayout* rows_;

  private:
    std::vector<SetupField*> fields_;
};

}  // namespace oneshot::ui

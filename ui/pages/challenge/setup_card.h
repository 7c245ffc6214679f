#pragma once

#include <QFrame>
#include <QLineEdit>
#include <functional>
#include <optional>
#include <vector>

#include "ui/session/trials/trial_record.h"

class QLabel;
class QVBoxLayout;

namespace oneshot::ui {

/// A line of the form that sets a session up: a caption and its editor, and below them what is wrong with the text.
class SetupField : public QWidget {
    Q_OBJECT
  public:
    /// The numbers that the text may hold. mayBeNone: it may also be empty, which stands for 0.
    struct Range {
        double low, high;
        bool whole = true;
        bool mayBeNone = false;
    };

    /// Calls its editor challenge.KEY and the line below challenge.problem.KEY. range: none where the text is not a
    /// number. beside: shown before the editor.
    SetupField(const char* key, const QString& caption, const QString& tip, const QString& text,
               std::optional<Range> range, QWidget* beside);

    QString text() const { return editor_->text().trimmed(); }
    void setText(const QString& text) { editor_->setText(text); }
    double number() const;  ///< 0 where the text is not a number
    void setNumber(double);
    /// Adds what the glossary says of a term to the tooltips.
    void explainBy(const char* term);
    /// Where it is not editable, nothing is wrong with it.
    void setEditable(bool editable) { editor_->setEnabled(editable); }

    /// Sets a function that returns what is wrong with a text in the range; empty: nothing.
    void setObjection(std::function<QString()> objection) { objection_ = std::move(objection); }
    void check();
    QString problem() const;  ///< as of the last check(), with the caption; empty: none

  Q_SIGNALS:
    void changed();  ///< the text

  private:
    QString rangeProblem() const;

    QString caption_;
    std::optional<Range> range_;
    std::function<QString()> objection_;
    QLabel* label_;
    QLineEdit* editor_;
    QLabel* problem_;
};

/// A card of the form that sets a session up: a title, and below it fields for a part of the settings.
class SetupCard : public QFrame {
    Q_OBJECT
  public:
    /// Writes this part of the settings.
    virtual void writeTo(session::ChallengeSettings&) const = 0;
    /// Takes over from an earlier session what this card asks for.
    virtual void adopt(const session::ChallengeSettings&) {}
    /// Shows what a study makes of this part while it is locked.
    virtual void showFixed(const session::ChallengeSettings& settings) { adopt(settings); }
    /// Prepares a session of other tasks with another participant.
    virtual void prepareNext() {}
    /// Returns what keeps a session from starting, the first from the top; empty: nothing here.
    virtual QString problem() const;
    /// Greys what a study fixes, or gives it back.
    void setLocked(bool locked);

  Q_SIGNALS:
    void changed();  ///< the settings, or what is wrong with them

  protected:
    explicit SetupCard(const QString& title);

    bool isLocked() const { return isLocked_; }
    /// Enables or disables the editors of what a study fixes.
    virtual void followLock() {}

    /// Adds a SetupField with these arguments. All fields are checked whenever one of them changes.
    SetupField* addField(const char* key, const QString& caption, const QString& tip, const QString& text,
                         std::optional<SetupField::Range> range = {}, QWidget* beside = nullptr);
    QLabel* addNote(const QString& text = {});
    void check();

    QVBoxLayout* rows_;

  private:
    std::vector<SetupField*> fields_;
    bool isLocked_ = false;
};

}  // namespace oneshot::ui

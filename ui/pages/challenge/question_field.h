#pragma once

#include <QJsonValue>
#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

#include "core/study/study.h"

class QAbstractButton;
class QLabel;
class QVBoxLayout;

namespace oneshot::ui {

/// One question of a study, and below it what answers it. The editors are called challenge.question.ID; of choices
/// challenge.question.ID.N, N from 1, or challenge.question.ID.none.
class QuestionField : public QWidget {
    Q_OBJECT
  public:
    /// number: its place in the form, from 1. alphabets: of the data; empty: not known, their names are typed.
    QuestionField(const Study&, const StudyQuestion&, int number, const QStringList& alphabets);

    QString id() const { return QString::fromStdString(question_.id); }
    /// A whole number; the text of a choice, or a list of them; true or false; a text. Null: there is none.
    QJsonValue answer() const { return answer_(); }
    /// Returns what is wrong with the answer; empty: nothing.
    QString problem() const { return problem_ ? problem_() : QString(); }
    const std::vector<QWidget*>& editors() const { return editors_; }  ///< in the order of Tab
    bool isMissing() const { return question_.required && answer().isNull(); }

    /// Returns the whole number that a text says in the digits of any script; none: it says another thing.
    static std::optional<qint64> wholeNumberOf(QString text);

  Q_SIGNALS:
    void changed();  ///< the answer

  private:
    void addEditor(const QStringList& alphabets);
    void addNumber();
    void addChoice(const QStringList& choices, std::function<QJsonValue(int choice)> answerOf);
    void addSeveral(const QStringList& choices, bool offersNone);
    void addText();
    void addTypedAlphabets();
    QAbstractButton* addRow(QAbstractButton*, const QString& name, const QString& text);
    void name(QWidget* editor, const QString& suffix = {});
    void follow();

    StudyQuestion question_;
    QString words_;  ///< of the question
    QVBoxLayout* column_;
    QLabel* problemLine_;
    std::vector<QWidget*> editors_;
    std::function<QJsonValue()> answer_;
    std::function<QString()> problem_;
};

}  // namespace oneshot::ui

#pragma once

#include <QWidget>
#include <functional>
#include <optional>

class QLabel;
class QLineEdit;

namespace oneshot::ui {

/// A line of the form that sets a session up: a caption and its editor, and below them what is wrong with the text.
class SetupField : public QWidget {
    Q_OBJECT
  public:
    /// The numbers that the text may be. mayBeNone: an empty text stands for 0, which is none.
    struct Range {
        double low, high;
        bool whole = true;
        bool mayBeNone = false;
    };

    /// Calls its editor challenge.KEY and the line below challenge.problem.KEY. range: none where the text is no
    /// number. beside: stands before the editor.
    SetupField(const QString& key, const QString& caption, const QString& tip, const QString& text,
               std::optional<Range> range = {}, QWidget* beside = nullptr);

    QString text() const;  ///< trimmed
    void setText(const QString&);
    double number() const;  ///< 0 where the text is none
    void setNumber(double);
    void setEditable(bool);  ///< where it is not, nothing is wrong with it

    /// Says what is wrong with a text that is in the range; empty: nothing.
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
    QLineEdit* editor_;
    QLabel* problem_;
};

}  // namespace oneshot::ui

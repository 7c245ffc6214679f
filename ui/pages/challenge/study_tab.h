#pragma once

#include <QString>
#include <QWidget>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/base/enum_names.h"
#include "core/base/error.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace oneshot::ui {

/// A part of the editor of a study: fields that write into members of the study, which must outlive it, each with a
/// line below for what is wrong with it. Editors are called study.KEY, these lines study.fault.KEY, by the keys of the
/// study's file.
class StudyTab : public QWidget {
    Q_OBJECT
  public:
    StudyTab();

    /// What stands beside an editor, and its tooltip.
    struct Caption {
        QString text, tip = {};
    };
    QLineEdit* addLine(const char* key, const Caption&, std::string& member);
    QPlainTextEdit* addText(const char* key, const Caption&, std::string& member, int lines);
    /// One item a line; blank lines are left out.
    QPlainTextEdit* addList(const char* key, const Caption&, std::vector<std::string>& member, int lines);
    QCheckBox* addCheck(const char* key, const Caption&, bool& member);
    template <typename Number>
    QDoubleSpinBox* addNumber(const char* key, const Caption& caption, Number& member, double high, int decimals = 0,
                              double low = 0) {
        return addNumberBox(key, caption, static_cast<double>(member), {low, high}, decimals,
                            [&member](double number) { member = static_cast<Number>(number); });
    }
    /// names: of the enum's values, for a person.
    template <typename Enum>
    QComboBox* addChoice(const char* key, const Caption& caption, const QStringList& names, Enum& member) {
        return addChoiceBox(key, caption, names, static_cast<int>(member),
                            [&member](int index) { member = static_cast<Enum>(index); });
    }
    void addNote(const QString&);
    /// Adds an editor that is none of these. key: of what its fault line tells; those of keys that begin with it too.
    void addEditor(const char* key, const Caption&, QWidget* editor);
    void addFaultLine(const char* key);
    QVBoxLayout* rows() const { return rows_; }

    /// Shows those faults that are of this part, and returns how many they are.
    virtual int showFaults(const std::vector<FieldError>&);

  Q_SIGNALS:
    void changed();  ///< by the person

  protected:
    bool eventFilter(QObject*, QEvent*) override;

  private:
    QDoubleSpinBox* addNumberBox(const char* key, const Caption&, double number, std::pair<double, double> range,
                                 int decimals, std::function<void(double)> take);
    QComboBox* addChoiceBox(const char* key, const Caption&, const QStringList& names, int index,
                            std::function<void(int)> take);

    QVBoxLayout* rows_;
    std::map<std::string, QLabel*> faults_;  ///< by key
};

}  // namespace oneshot::ui

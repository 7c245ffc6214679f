#pragma once

#include <QWidget>
#include <map>
#include <string>
#include <vector>

#include "core/training/settings.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;
class QUndoStack;
class QVBoxLayout;

namespace oneshot::ui {

/// Every setting of a training, grouped, made from settings(). What is typed is checked at once: a faulty field says
/// what is wrong with it, a changed one can be set back to the preset.
class SettingsForm : public QWidget {
    Q_OBJECT
  public:
    /// undo: takes each change; must outlive what a person does here.
    explicit SettingsForm(QUndoStack& undo, QWidget* parent = nullptr);

    void setConfig(const TrainingConfig&);   ///< compared with the preset of its name; can be undone
    void showConfig(const TrainingConfig&);  ///< the same, without a command
    const TrainingConfig& config() const { return config_; }
    QString fault() const;     ///< the first fault in full words; empty: it can be trained
    int changedCount() const;  ///< settings that differ from the preset's

  Q_SIGNALS:
    void changed();

  private:
    struct Row {
        const Setting* setting = nullptr;
        QLabel *label = nullptr, *problem = nullptr;
        QWidget* editor = nullptr;
        QToolButton* reset = nullptr;
        int group = 0;
    };
    struct Group {
        QString name;
        QToolButton* heading = nullptr;
        QWidget* body = nullptr;
    };

    int groupNamed(std::string_view name, QVBoxLayout*);
    void addRow(const Setting&, QVBoxLayout*);
    void addHorizon(QVBoxLayout*);
    QWidget* makeEditor(const Setting&);
    void read(const QString& typed, const Setting&, TrainingConfig&);  ///< or keeps why it is no value
    void take(const TrainingConfig&, const QString& change, std::string_view key);
    void edit(const Setting&, const QString& text);
    void editHorizon();
    void fillEditors();
    void check();
    void showThreadsWarning();  ///< a remark, no fault

    QUndoStack& undo_;
    TrainingConfig preset_, config_;
    std::map<std::string, std::string, std::less<>> unreadable_;  ///< key -> problem of a text that is no value
    std::vector<FieldError> faults_;
    std::vector<Group> groups_;
    std::vector<Row> rows_;
    Row horizon_;  ///< of steps and minutes together
    QLineEdit* horizonValue_ = nullptr;
    QComboBox* horizonUnit_ = nullptr;
};

}  // namespace oneshot::ui

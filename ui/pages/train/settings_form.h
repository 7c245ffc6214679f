#pragma once

#include <QWidget>
#include <map>
#include <string>
#include <vector>

#include "core/training/settings.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QSpacerItem;
class QToolButton;
class QUndoStack;
class QVBoxLayout;

namespace oneshot::ui {

/// Chooses a preset and changes what it sets: every setting of a training, grouped, made from settings(). What is typed
/// is checked at once: a faulty field says what is wrong with it, a changed one can be set back to the preset.
class SettingsForm : public QWidget {
    Q_OBJECT
  public:
    /// undo: takes each change; must outlive what a person does here.
    explicit SettingsForm(QUndoStack& undo, QWidget* parent = nullptr);

    void setConfig(const TrainingConfig&);   ///< compared with the preset of its name; can be undone
    void showConfig(const TrainingConfig&);  ///< the same, without a command
    const TrainingConfig& config() const { return config_; }
    QString fault() const;        ///< the first fault in full words; empty: it can be trained
    int changedCount() const;     ///< settings that differ from the preset's
    void setTraining(bool runs);  ///< says that changes count from the next start

  Q_SIGNALS:
    void changed();

  protected:
    void changeEvent(QEvent*) override;
    void showEvent(QShowEvent*) override;

  private:
    class Change;  ///< of the configuration, as a command
    struct Row {
        std::vector<const Setting*> settings;  ///< one; steps and minutes share a row
        std::size_t group;
        QLabel *label, *problem;
        QWidget* editor;
        QToolButton* reset;
        QWidget* fields = nullptr;    ///< the editor, or what holds it
        QSpacerItem* room = nullptr;  ///< as wide as the label may be

        bool has(std::string_view key) const;
    };
    struct Group {
        QString name;
        QToolButton* heading;
        QWidget* body;
    };

    QVBoxLayout* addPreset();
    std::size_t groupNamed(std::string_view name, QVBoxLayout*);
    void addRow(Row, const QString& key, const QString& unit, const QString& tip, QWidget* fields);
    void addSetting(const Setting&, QVBoxLayout*);
    void addHorizon(QVBoxLayout*);
    QWidget* makeEditor(const Setting&);                               ///< for the next row
    void read(const QString& typed, const Setting&, TrainingConfig&);  ///< or notes why it is not a value
    /// Adopts what a person changed in a row; -1: in all of them.
    void take(const TrainingConfig&, const QString& change, int row);
    void edit(std::size_t row, const QString& typed);
    void editHorizon();
    void showLength(std::size_t edited);  ///< where an edit in a row has changed the length in another
    void reset(std::size_t row);
    void fillEditors();
    void check();
    void showPreset();
    void showProblem(const Row&);
    bool isUnreadable(const Row&) const;
    bool isChanged(const Row&) const;
    void fitWidths();                                             ///< of editors and labels to the font
    void measureGroups();                                         ///< for the width of the form
    static QString valueText(const TrainingConfig&, const Row&);  ///< as a person reads it

    QUndoStack& undo_;
    TrainingConfig preset_, config_;
    std::map<std::string, std::string, std::less<>> unreadable_;  ///< key -> problem of a text that is not a value
    std::vector<FieldError> faults_;
    std::vector<Group> groups_;
    std::vector<Row> rows_;  ///< the first one is the length of the training, in minutes, steps or epochs
    QLabel *presetCaption_, *presetSummary_;
    QComboBox *presetBox_, *horizonUnit_ = nullptr;
    QToolButton* resetAll_;
    QLineEdit* horizonValue_ = nullptr;
    QWidget* widest_;  ///< as wide as the widest group, opened or not, so that the form keeps its width
};

}  // namespace oneshot::ui

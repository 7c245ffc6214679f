#pragma once

#include <QWidget>
#include <optional>

#include "core/runs/debiased_average.h"
#include "ui/session/training/training_session.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace oneshot::ui {

class CurvePlot;
class DatasetField;
class ReportMenu;
class RunFigures;
class SettingsForm;

/// Chooses data and settings, runs a training and shows it live.
class TrainPage : public QWidget {
    Q_OBJECT
  public:
    /// The session must outlive the page.
    explicit TrainPage(session::TrainingSession&, QWidget* parent = nullptr);

    DatasetField* background() const { return background_; }
    DatasetField* validation() const { return validation_; }
    SettingsForm* form() const { return form_; }

    void start();
    void togglePause();
    void startAgain();  ///< the last training once more: same data, settings and seed, so the same initial weights
    void askForRun();   ///< lets the person choose a run's folder to go on with
    /// Takes over data and settings of a run and goes on with it; says in place why where that cannot be.
    void continueRun(const QString& directory);
    /// Takes over data and settings of the request and trains so.
    void repeat(const RunRequest&);

  protected:
    void dragEnterEvent(QDragEnterEvent*) override;
    void dropEvent(QDropEvent*) override;

  private:
    QWidget* makeHeader();
    QWidget* makeSettings();
    QWidget* makeRun();
    void beginRun(const RunRequest&);
    void refuse(const QString& why);
    void clearRun();
    void take(const session::TrainingUpdate&);
    void takeFacts(const session::RunFacts&);
    void showPresentations(bool);  ///< makes room for their chart, or takes none
    void setLastStep(double);      ///< the end of both charts' x axis
    void showState();
    void offerReport();
    void showProgress();
    QString stateText() const;
    void backgroundChanged();

    static inline const QString backgroundGlyphs = QStringLiteral("glyphs");
    static inline const QString validationGlyphs = QStringLiteral("glyphs:seed=2,alphabet-count=10");  ///< others

    session::TrainingSession& session_;
    std::optional<RunRequest> lastRequest_;
    std::optional<Progress> progress_;
    std::optional<ValidationPoint> best_;
    session::ReadingProgress reading_;
    QString running_;   ///< what is trained on what
    QString damage_;    ///< what a person should know of the run's files
    QString refusal_;   ///< why the last run that was chosen cannot be continued
    QString exported_;  ///< what came of the last export, or how far it is
    bool exportFailed_ = false;
    double xEnd_ = 0;
    DebiasedAverage smoothedLoss_;
    QString proposedValidation_;  ///< what we chose for the person; another choice of theirs is left alone

    QLabel *status_, *reason_, *presetCaption_, *presetSummary_;
    QProgressBar* bar_;
    QPushButton *start_, *pause_, *stop_;
    QPushButton* export_;
    ReportMenu* report_;
    QToolButton* more_;
    QAction *again_, *continue_;
    QComboBox* preset_;
    QToolButton* resetAll_;
    DatasetField *background_, *validation_;
    SettingsForm* form_;
    RunFigures* figures_;
    CurvePlot *accuracyPlot_, *lossPlot_, *presentationPlot_;
};

}  // namespace oneshot::ui

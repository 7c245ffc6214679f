#include "ui/window/message_boxes.h"

#include <QApplication>
#include <QIcon>

#include "core/compute/compute.h"
#include "ui/report/qcustomplot.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"

namespace oneshot::ui {

void askBeforeClosing(QWidget* window, TrainingStage stage, const QStringList& jobs,
                      const std::function<void()>& close) {
    const auto tr = [](const char* text) { return QMessageBox::tr(text); };
    Question question{.name = closingQuestionName,
                      .title = tr("A training is running"),
                      .yesName = QStringLiteral("close.save"),
                      .no = jobs.isEmpty() ? tr("Keep training") : tr("Keep working"),
                      .noName = QStringLiteral("close.keep")};
    switch (stage) {
        case TrainingStage::Running:
            question.text = tr("A training is running. Stop it, save it and close?");
            question.details = tr("It can be continued later from where it stops.");
            question.yes = tr("Stop, save and close");
            break;
        case TrainingStage::Reading:
            question.text = tr("A training is about to begin. Stop it and close?");
            question.details = tr("Its data are being read; there is nothing to save yet.");
            question.yes = tr("Stop and close");
            break;
        case TrainingStage::None:
            question.title = tr("Jobs are running");
            question.text = session::counted(jobs.size(), tr("A job is running. Cancel it and close?"),
                                             tr("%1 jobs are running. Cancel them and close?"));
            question.yes = session::counted(jobs.size(), tr("Cancel it and close"), tr("Cancel them and close"));
            break;
    }
    constexpr qsizetype maxListed = 8;  // a queue may hold many
    QStringList listed = jobs.mid(0, maxListed);
    if (jobs.size() > maxListed) listed += tr("and %1 more").arg(jobs.size() - maxListed);
    QStringList details{question.details};
    if (stage != TrainingStage::None && !jobs.isEmpty()) details += tr("These jobs are cancelled:");
    question.details = (details + listed).join(u'\n').trimmed();
    ask(window, question, close);
}

void showAbout(QWidget* window) {
    auto* box = new QMessageBox(window);
    box->setObjectName(QStringLiteral("about"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(QMessageBox::tr("About the workbench"));
    box->setIconPixmap(window->windowIcon().pixmap(64, 64));
    box->setTextFormat(Qt::RichText);
    box->setText(QMessageBox::tr("<h3>One-Shot Workbench %1</h3>"
                                 "<p>Train, watch, question and challenge one-shot learners.</p>")
                     .arg(QApplication::applicationVersion()));
    box->setInformativeText(
        QMessageBox::tr(
            "Free software under the GNU General Public License, version 3 or later, without any warranty.\n\n"
            "%1\n\n"
            "Qt %2 (LGPL 3), QCustomPlot %3 (GPL 3), LibTorch (BSD), NLopt (LGPL 2.1), libarchive (BSD), "
            "libspng (BSD), libjpeg-turbo (BSD), GIFLIB (MIT), libwebp (BSD), libtiff (libtiff), utf8proc (MIT), "
            "UTF8-CPP (BSL), Eigen (MPL 2), {fmt} (MIT), zlib (zlib), nlohmann JSON (MIT), CLI11 (BSD), Boost (BSL), "
            "OpenSSL (Apache 2). "
            "Series colours: Okabe and Ito.")
            .arg(QString::fromStdString(computeDescription()), QLatin1String(qVersion()),
                 QStringLiteral(QCUSTOMPLOT_VERSION_STR)));
    box->setStandardButtons(QMessageBox::Close);
    box->open();
}

}  // namespace oneshot::ui

#pragma once

#include <QImage>
#include <QPicture>
#include <QString>
#include <optional>
#include <utility>
#include <vector>

namespace oneshot::report {

/// The result of a person's trials on paper.
struct ChallengeSheet {
    struct Bar {
        QString name;
        double percent = 0;
        std::optional<std::pair<double, double>> interval95;  ///< none: a published figure
    };
    struct Picture {
        QString caption;
        QImage image;  ///< ink on transparent paper
    };

    QString title;
    std::vector<std::pair<QString, QString>> facts;  ///< what was done: name and value
    QString barsTitle;
    std::vector<Bar> bars;  ///< accuracies, the person's and the model's first
    std::vector<std::pair<QString, QString>> figures;
    QPicture chart;  ///< of PdfPages::chartSize; null: none
    QString missedTitle;
    std::vector<std::vector<Picture>> missed;  ///< of each task that was missed
    QString notes;                             ///< methods
};

/// Makes a PDF of A4 pages, all lengths at 96 dots per inch; charts and text are vectors. Called on any thread; needs a
/// QGuiApplication.
QByteArray toPdf(const ChallengeSheet&);
/// Writes the PDF. Throws Error(Failed) if the file cannot be written. Called on any thread.
void saveSheet(const ChallengeSheet&, const QString& path);

}  // namespace oneshot::report

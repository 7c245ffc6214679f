#pragma once

#include <QWidget>

#include "ui/session/draw/own_set.h"
#include "ui/session/workspace/workspace.h"

class QMenu;
class QSpinBox;
class QToolButton;

namespace oneshot::ui {

/// Chooses what a drawing is compared with: an alphabet of the data in use or of the held-out data, characters at
/// random, or the person's own.
class SupportChooser : public QWidget {
    Q_OBJECT
  public:
    static constexpr int mostWays = 60, mostShots = 5;

    /// Both must outlive the chooser.
    SupportChooser(session::Workspace&, session::OwnSet&, QWidget* parent = nullptr);

    const session::SupportSet& support() const { return support_; }
    /// Why there are no ways, a sentence.
    const QString& reason() const { return reason_; }
    bool own() const { return source_ == Source::Own; }

    void chooseAlphabet(int index);  ///< of the data in use
    void chooseHeldOut(int index);   ///< of the held-out data
    void chooseRandom(bool withinAlphabet);
    void chooseOwn();

  Q_SIGNALS:
    void changed();

  private:
    enum class Source { Alphabet, HeldOut, RandomWithin, RandomAcross, Own };

    void choose(Source, int alphabet = 0);
    bool random() const { return source_ == Source::RandomWithin || source_ == Source::RandomAcross; }
    void fillMenu();
    void renew();
    void takeAlphabet(const session::DatasetPtr&);
    void takeRandom(const session::DatasetPtr&);

    session::Workspace& workspace_;
    session::OwnSet& ownSet_;
    Source source_ = Source::Alphabet;
    int alphabet_ = 0;
    session::SupportSet support_;
    QString reason_;

    QToolButton* button_;
    QMenu* menu_;
    QWidget *shotsField_, *randomFields_;
    QSpinBox *shots_, *ways_, *seed_;
};

}  // namespace oneshot::ui
